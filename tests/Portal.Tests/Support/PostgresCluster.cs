using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Portal.Tests.Shared;

namespace Portal.Tests.Support;

/// <summary>A PostgreSQL of the tests' own: a new cluster in a temporary folder, gone with the process.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Prefix = "portal-pg-";

    private static readonly SemaphoreSlim One = new(1, 1);
    private static PostgresCluster? _shared;
    private static int _count;

    private readonly ConcurrentBag<string> _done = [];

    private readonly int _port;
    private readonly Process _end;

    private PostgresCluster(int port, Process end) => (_port, _end) = (port, end);

    /// <summary>The cluster of this test run; started by whoever asks first.</summary>
    public static async Task<PostgresCluster> SharedAsync()
    {
        await One.WaitAsync();
        try
        {
            return _shared ??= await StartAsync();
        }
        finally
        {
            One.Release();
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "postgres",
        Database = database,
        MaxPoolSize = 20,
        ConnectionIdleLifetime = 10,
    }.ToString();

    /// <summary>
    /// A database like the template: one that a test has done with, emptied and filled again, which takes a tenth of the time of copying;
    /// a new one while there is none.
    /// </summary>
    public async Task<string> TakeAsync(string template)
    {
        while (_done.TryTake(out var used))
        {
            if (await ResetAsync(used))
                return used;
        }

        var database = $"test_{Interlocked.Increment(ref _count)}";
        await CreateAsync(database, template);
        return database;
    }

    /// <summary>Nobody uses it any more.</summary>
    public void GiveBack(string database) => _done.Add(database);

    /// <summary>What the template holds now is what every database begins with.</summary>
    public Task RememberAsync(string template) => RunOn(ConnectionString(template) + ";Pooling=false",
        """
        CREATE SCHEMA kept;
        DO $$ DECLARE t record; BEGIN
          FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', t.tablename, t.tablename);
          END LOOP;
        END $$;
        CREATE SCHEMA remembered;
        CREATE TABLE remembered.shape AS SELECT count(*) AS triggers FROM pg_trigger WHERE NOT tgisinternal;
        """);

    /// <summary>False when the test changed more than rows: triggers or owners.</summary>
    private async Task<bool> ResetAsync(string database) => Equals(true, await RunOn(ConnectionString(database),
        """
        DO $$ DECLARE t record; BEGIN
          SET LOCAL session_replication_role = replica;
          FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('DELETE FROM public.%I', t.tablename);
          END LOOP;
          FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
            EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', t.tablename, t.tablename);
          END LOOP;
        END $$;
        SELECT (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O') = (SELECT triggers FROM remembered.shape)
          AND NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner <> current_user)
          AND (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') = (SELECT count(*) FROM pg_tables WHERE schemaname = 'kept');
        """));

    private static async Task<object?> RunOn(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public async Task CreateAsync(string database, string? template = null)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE \"{database}\"" + (template is null ? "" : $" TEMPLATE \"{template}\"");
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _end.StandardInput.Close();
        await _end.WaitForExitAsync();
        _end.Dispose();
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        DeleteAbandoned();
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        if (Environment.UserName == "root")
            await ProcessAsync("chown", "postgres", folder);
        var port = FreePort.Next();
        await RunAsync("initdb", "-D", folder, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");

        // A thousand small databases, none of which outlives the run: nothing is vacuumed, and nothing survives a crash of the machine.
        const string Hasty = "-c autovacuum=off -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB";
        await RunAsync("pg_ctl", "-D", folder, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200 {Hasty}", "start");
        return new PostgresCluster(port, EndWithThisProcess(folder));
    }

    /// <summary>
    /// A shell that waits for the pipe from this process to close, whoever ends it and however hard, then stops the server and removes the
    /// folder. A runner of tests gives its host no time for that at the end.
    /// </summary>
    private static Process EndWithThisProcess(string folder)
    {
        var stop = Environment.UserName == "root" ? "runuser -u postgres -- " : "";
        var script = $"exec >/dev/null 2>&1; trap '' INT TERM HUP; read -r _; {stop}'{PathOf("pg_ctl")}' -D '{folder}' -m immediate stop; rm -rf '{folder}'";
        return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = "/", RedirectStandardInput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("There is no shell.");
    }

    /// <summary>A run that was killed, or given too little time to end, leaves its cluster: a stopped one of long ago is nobody's.</summary>
    private static void DeleteAbandoned()
    {
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1);
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*").Where(folder => Directory.GetLastWriteTimeUtc(folder) < longAgo && !File.Exists(Path.Combine(folder, "postmaster.pid"))))
            TryDelete(folder);
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another run cleans up at the same time.
        }
    }

    /// <summary>PostgreSQL refuses to run as root, so root hands its programs to the user that Debian's package made.</summary>
    private static Task RunAsync(string program, params string[] arguments)
    {
        var path = PathOf(program);
        return Environment.UserName == "root"
            ? ProcessAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : ProcessAsync(path, arguments);
    }

    private static string PathOf(string program) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin", program)).First(File.Exists)
            : program;

    private static async Task ProcessAsync(string program, params string[] arguments)
    {
        // No redirection: pg_ctl's server would inherit the pipe and keep it open.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardInput = true, UseShellExecute = false, Environment = { ["LC_ALL"] = "C.UTF-8" } })
            ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
