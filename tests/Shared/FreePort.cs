using System.Net;
using System.Net.Sockets;

namespace Portal.Tests.Shared;

/// <summary>
/// A port that nobody has, for a program that is started on it in a moment. It lies below those that the system gives to every
/// connection: one of these could be taken until the program listens.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 29_999;

    public static int Next()
    {
        for (; ; )
        {
            var port = Random.Shared.Next(First, Last + 1);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: another one.
            }
        }
    }
}
