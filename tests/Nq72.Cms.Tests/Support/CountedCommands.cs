using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Nq72.Cms.Tests.Support;

/// <summary>Counts the database's commands of what runs inside it, on the contexts.</summary>
internal static class CountedCommands
{
    private const string Listener = "Microsoft.EntityFrameworkCore";
    private const string Event = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting";
    private static readonly AsyncLocal<StrongCount?> Current = new();
    private static readonly ConcurrentDictionary<string, StrongCount> Databases = new(StringComparer.Ordinal);
    private static readonly IDisposable Subscription = DiagnosticListener.AllListeners.Subscribe(new Listeners());

    /// <summary>How many commands it took.</summary>
    public static async Task<int> OfAsync(Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(Subscription);
        var count = new StrongCount();
        Current.Value = count;
        try
        {
            await run();
        }
        finally
        {
            Current.Value = null;
        }

        return count.Commands;
    }

    /// <summary>How many commands reached a host's database while this ran, whoever sent them: what a request costs, asked over the wire.</summary>
    public static async Task<int> OnAsync(CmsHost host, Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(Subscription);
        var database = await host.InDatabaseAsync(db => Task.FromResult(Name(db.Database.GetDbConnection())));
        var count = Databases.GetOrAdd(database, static _ => new());
        var before = count.Commands;
        await run();
        return count.Commands - before;
    }

    private static string Name(DbConnection connection) => $"{connection.DataSource} {connection.Database}";

    private sealed class StrongCount
    {
        private int commands;

        public int Commands => commands;

        public void Add() => Interlocked.Increment(ref commands);
    }

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == Listener)
                value.Subscribe(new Commands(), static name => name == Event);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class Commands : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key != Event)
                return;
            Current.Value?.Add();
            if (value.Value is CommandEventData { Command.Connection: { } connection } && Databases.TryGetValue(Name(connection), out var count))
                count.Add();
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
