using Portal.Verify;

return VerifyCommand.Run(args, Console.Out, Console.Error, TimeProvider.System);
