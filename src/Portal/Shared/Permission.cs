namespace Portal.Shared;

/// <summary>What somebody may do. A page's or endpoint's policy has the same name; a token's scope too.</summary>
public enum Permission
{
    /// <summary>Everybody signed in reads the register, versions, evaluations, promotions and monitoring.</summary>
    Read = 1,
    FileSystems,
    ConfirmTiers,
    DeclareVersions,
    SubmitEvidence,
    ReviewDocuments,

    /// <summary>Keeps the labels of hold-outs that nobody else reads, and agrees on suites as the validator.</summary>
    KeepHoldOuts,

    /// <summary>Reads the protected groups of evaluated rows.</summary>
    ReadProtectedGroups,

    /// <summary>Reads the model cards that others wrote, and approves them or sends them back.</summary>
    ReviewCards,
    RequestPromotions,
    SignTechnical,
    SignBoard,

    /// <summary>Says when a vote of the board closes.</summary>
    LeadBoard,

    /// <summary>Sign the steps of other roles: as a peer who owns or builds other systems, or with the role's own judgement.</summary>
    SignAsOwner,
    SignAsDeveloper,
    SignProduct,
    SignValidation,
    SignRisk,
    SignAsExecutive,

    /// <summary>Drafts policies, proposes them and publishes those of another.</summary>
    ManagePolicies,
    ApplyPromotions,

    /// <summary>Stops what was applied: owners what is theirs, the others everything.</summary>
    Suspend,
    SuspendAny,

    /// <summary>Lets it run again.</summary>
    Resume,

    /// <summary>Takes back what was approved or applied.</summary>
    Revoke,
    SendTelemetry,

    /// <summary>Says what may be spent: an owner of the systems that name them, administrators and executives of departments.</summary>
    SetBudgets,
    ReadAudit,

    /// <summary>Makes evidence packs and takes them out: owners of what is theirs, the others of everything.</summary>
    MakePacks,
    MakeAnyPack,
    ManagePeople,

    /// <summary>Reads who has which role and who looked after it.</summary>
    ReadAccess,

    /// <summary>Looks after webhooks and what the portal sends.</summary>
    ManageIntegrations,

    /// <summary>Says that something must be done: an owner on the systems that name them, the others on every system.</summary>
    RaiseFindings,

    /// <summary>Looks whether what was to be done is done, and says who does what by when.</summary>
    CloseFindings,

    RequestExceptions,
    ApproveExceptions,

    /// <summary>Draws samples, notes what came of them, and asks owners and risk for evidence.</summary>
    Inspect,

    /// <summary>Answers for the organisation what inspectors ask; owners answer for the systems that name them, whatever they hold.</summary>
    AnswerInspectors,

    /// <summary>Looks after the ledger's keys, sinks and backups, and erases personal data.</summary>
    ManageLedger,
}

public static class Permissions
{
    /// <summary>What is left of a person's permissions where they look at the past.</summary>
    public static bool OnlyReads(this Permission permission) => permission is Permission.Read or Permission.ReadAudit or Permission.ReadAccess;
}
