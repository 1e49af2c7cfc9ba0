using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// One connection and one transaction for every context of the scope, so that a verb that touches the CMS and the scheduler (arming, above
/// all) writes all of it or nothing.
/// </summary>
public sealed class UnitOfWork(ScopedConnection scoped, WriteTurns turns, DatabaseContexts contexts, IServiceProvider services)
{
    private OutermostWork? current;

    /// <summary>Begins a transaction, waiting for the pen on SQLite. A verb called inside another one's work joins it.</summary>
    public async Task<Work> BeginAsync(WritePriority priority, CancellationToken cancellationToken)
    {
        if (current is not null)
            return new JoinedWork(current);
        var pen = await turns.EnterAsync(priority, cancellationToken);
        DbTransaction? transaction = null;
        var enlisted = new List<DbContext>();
        try
        {
            var connection = await scoped.OpenAsync(cancellationToken);
            // on SQLite this is BEGIN IMMEDIATE: the write lock is taken here, not at the first write
            transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var context in contexts.Types.Select(type => (DbContext)services.GetRequiredService(type)))
            {
                await context.Database.UseTransactionAsync(transaction, cancellationToken);
                enlisted.Add(context);
            }

            var open = transaction;
            return current = new OutermostWork(enlisted, new ServerLimit(scoped.Provider, open), (register, token) => register.TakeAsync(scoped.Provider, open, token), () => open.CommitAsync(cancellationToken), EndAsync);
        }
        catch
        {
            await EndAsync();
            throw;
        }

        // whatever goes wrong at the end, the next writer gets the pen: without it nothing is written any more
        async Task EndAsync()
        {
            current = null;
            try
            {
                foreach (var context in enlisted)
                    await context.Database.UseTransactionAsync(null, CancellationToken.None);
            }
            finally
            {
                try
                {
                    if (transaction is not null)
                        await transaction.DisposeAsync();
                }
                finally
                {
                    pen.Dispose();
                }
            }
        }
    }

    /// <summary>As <see cref="BeginAsync(WritePriority, CancellationToken)"/> with <see cref="WritePriority.Normal"/>.</summary>
    public Task<Work> BeginAsync(CancellationToken cancellationToken) => BeginAsync(WritePriority.Normal, cancellationToken);

    private sealed class OutermostWork(IReadOnlyList<DbContext> contexts, ServerLimit limit, Func<Register, CancellationToken, Task> writeAlone, Func<Task> commit, Func<Task> end) : Work
    {
        private readonly List<Action> afterCommit = [];
        private readonly Dictionary<string, Func<CancellationToken, Task>> beforeCommit = new(StringComparer.Ordinal);
        private bool ended;

        /// <summary>Set when a verb inside left without committing: half of a work is never committed.</summary>
        public bool Doomed { get; set; }

        public override void OnCommitted(Action action) => afterCommit.Add(action);

        public override void OnCommitting(string once, Func<CancellationToken, Task> action) => beforeCommit[once] = action;

        public override Task LimitAsync(TimeSpan span, CancellationToken cancellationToken) => limit.SetAsync(span, cancellationToken);

        public override bool EndedByLimit(Exception exception) => limit.WasSet(exception);

        public override Task WriteAloneAsync(Register register, CancellationToken cancellationToken) => writeAlone(register, cancellationToken);

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            foreach (var context in contexts)
                await context.SaveChangesAsync(cancellationToken);
        }

        public override async Task FlushAndForgetAsync(CancellationToken cancellationToken)
        {
            await FlushAsync(cancellationToken);
            foreach (var context in contexts)
                context.ChangeTracker.Clear();
        }

        public override async Task CommitAsync(CancellationToken cancellationToken)
        {
            if (Doomed)
                throw new InvalidOperationException("A verb inside this unit of work left without committing; the whole cannot be committed.");
            await FlushAsync(cancellationToken);
            foreach (var action in beforeCommit.Values)
                await action(cancellationToken);
            await commit();
            await EndAsync();
            foreach (var action in afterCommit)
                action();
        }

        public override async ValueTask DisposeAsync()
        {
            if (ended)
                return;
            foreach (var context in contexts)
                context.ChangeTracker.Clear();
            await EndAsync();
        }

        private async Task EndAsync()
        {
            ended = true;
            await end();
        }
    }

    private sealed class JoinedWork(OutermostWork outer) : Work
    {
        private bool committed;

        public override void OnCommitted(Action action) => outer.OnCommitted(action);

        public override void OnCommitting(string once, Func<CancellationToken, Task> action) => outer.OnCommitting(once, action);

        public override Task LimitAsync(TimeSpan span, CancellationToken cancellationToken) => outer.LimitAsync(span, cancellationToken);

        public override bool EndedByLimit(Exception exception) => outer.EndedByLimit(exception);

        public override Task WriteAloneAsync(Register register, CancellationToken cancellationToken) => outer.WriteAloneAsync(register, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => outer.FlushAsync(cancellationToken);

        public override Task FlushAndForgetAsync(CancellationToken cancellationToken) => outer.FlushAndForgetAsync(cancellationToken);

        public override async Task CommitAsync(CancellationToken cancellationToken)
        {
            await outer.FlushAsync(cancellationToken);
            committed = true;
        }

        public override ValueTask DisposeAsync()
        {
            outer.Doomed |= !committed;
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A transaction in hand. Disposing of it without <see cref="CommitAsync"/> undoes everything.</summary>
public abstract class Work : IAsyncDisposable
{
    /// <summary>Runs after the outermost commit (waking the release clock, dropping cached answers); never on a rollback.</summary>
    public abstract void OnCommitted(Action action);

    /// <summary>
    /// Runs just before the outermost commit, after everything else was written, and only the last one given under the same name. For rows
    /// that every writer touches: locked last, they can be part of no deadlock, and are held shortest.
    /// </summary>
    public abstract void OnCommitting(string once, Func<CancellationToken, Task> action);

    /// <summary>
    /// Lets PostgreSQL itself end what takes too long: from now on a statement that runs longer than this (or waits for a lock) fails, and a
    /// session that is silent for longer inside the transaction, because its node froze, is cut off; after 15 s it is in any case. Told apart by
    /// <see cref="ServerLimit.Ended"/>. Nothing on SQLite, where the one writer waits for nobody.
    /// </summary>
    public abstract Task LimitAsync(TimeSpan span, CancellationToken cancellationToken);

    /// <summary>Of what <see cref="ServerLimit.Ended"/>: whether a span given to <see cref="LimitAsync"/> was over, not only PostgreSQL's patience with silence.</summary>
    public abstract bool EndedByLimit(Exception exception);

    /// <summary>
    /// Waits until no other transaction writes the register, and keeps others waiting until this one ends. Call it before looking at what is
    /// there. Nothing on SQLite, where the one writer is alone anyway.
    /// </summary>
    public abstract Task WriteAloneAsync(Register register, CancellationToken cancellationToken);

    /// <summary>Writes what the contexts hold without ending the transaction, so that later reads and constraints see it.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="FlushAsync"/>, and the contexts let go of what they wrote. Between the parts of a long work that have nothing to do with one another:
    /// each flush compares everything that is held.
    /// </summary>
    public abstract Task FlushAndForgetAsync(CancellationToken cancellationToken);

    /// <summary>Writes everything and commits; inside another verb's work only writes, and leaves the commit to that one.</summary>
    public abstract Task CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
