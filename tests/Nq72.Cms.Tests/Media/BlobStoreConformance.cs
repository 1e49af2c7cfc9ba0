using System.Security.Cryptography;
using Nq72.Cms.Media.Store;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Tests.Media;

/// <summary>What every store of bytes must do. A store plugs in by making itself, and by saying what it holds besides whole blobs.</summary>
public abstract class BlobStoreConformance
{
    private protected static readonly SteppedClock Clock = new(new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The store under test; the same one every time.</summary>
    protected abstract IBlobStore Store { get; }

    /// <summary>How many drafts lie in it.</summary>
    protected abstract int Drafts { get; }

    [Fact]
    public async Task Bytes_come_back_under_their_hash()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var stored = await PutAsync(bytes);

        Assert.Equal((Hash(bytes), bytes.LongLength, true), (stored.Sha256, stored.Bytes, stored.IsNew));
        await using var back = (await Store.OpenAsync(stored.Sha256, Token))!;
        Assert.True(back.CanSeek);
        back.Position = 299_990;
        var tail = new byte[10];
        await back.ReadExactlyAsync(tail, Token);
        Assert.Equal(bytes[299_990..], tail);
        Assert.Equal(0, Drafts);
    }

    [Fact]
    public async Task Same_bytes_twice_are_kept_once()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);

        Assert.True((await PutAsync(bytes)).IsNew);
        Assert.False((await PutAsync(bytes)).IsNew);
        Assert.Equal(0, Drafts);
    }

    [Fact]
    public async Task Same_bytes_at_once_are_all_told_of_the_same_place()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);

        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PutAsync(bytes))));

        Assert.All(stored, blob => Assert.Equal(Hash(bytes), blob.Sha256));
        await using var back = (await Store.OpenAsync(Hash(bytes), Token))!;
        Assert.Equal(bytes.Length, back.Length);
    }

    [Fact]
    public async Task Draft_is_looked_at_and_goes_on()
    {
        await using var draft = await Store.BeginAsync(Token);
        await draft.WriteAsync("một "u8.ToArray(), Token);
        Assert.Equal("một ", await new StreamReader(draft.Look(), leaveOpen: true).ReadToEndAsync(Token));
        await draft.WriteAsync("hai"u8.ToArray(), Token);

        var stored = await draft.CommitAsync(Token);

        Assert.Equal(Hash("một hai"u8.ToArray()), stored.Sha256);
    }

    [Fact]
    public async Task Nothing_remains_of_a_draft_that_is_left()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        await using (var draft = await Store.BeginAsync(Token))
            await draft.WriteAsync(bytes, Token);

        Assert.Null(await Store.OpenAsync(Hash(bytes), Token));
        Assert.Equal(0, Drafts);
    }

    [Fact]
    public async Task Unknown_bytes_are_not_there()
    {
        Assert.Null(await Store.OpenAsync(new string('0', 64), Token));
        Assert.False(await Store.TouchAsync(new string('0', 64), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync("../../etc/passwd", Token));
        Assert.True(await Store.FreeBytesAsync(Token) > 0);
    }

    [Fact]
    public async Task File_holds_the_bytes_for_programs_that_know_only_files()
    {
        var bytes = RandomNumberGenerator.GetBytes(70_000);
        await PutAsync(bytes);
        var path = (await Store.FileAsync(Hash(bytes), Token))!;

        Assert.True(Path.IsPathFullyQualified(path));
        // while another reads it too
        await using var open = (await Store.OpenAsync(Hash(bytes), Token))!;
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task File_of_bytes_that_are_not_here_is_none()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        await using (var draft = await Store.BeginAsync(Token))
        {
            await draft.WriteAsync(bytes, Token);
            // not before they are whole
            Assert.Null(await Store.FileAsync(Hash(bytes), Token));
        }

        Assert.Null(await Store.FileAsync(Hash(bytes), Token));
        Assert.Null(await Store.FileAsync(new string('0', 64), Token));
    }

    [Fact]
    public async Task File_goes_with_the_bytes_that_are_swept()
    {
        var stored = await PutAsync(RandomNumberGenerator.GetBytes(14));
        var path = (await Store.FileAsync(stored.Sha256, Token))!;
        Clock.Advance(TimeSpan.FromDays(2));

        await Store.SweepAsync(DateTimeOffset.MinValue, DateTimeOffset.MinValue, Clock.Now().AddDays(-1), (_, _) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), Token);

        Assert.Null(await Store.FileAsync(stored.Sha256, Token));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task File_of_what_is_no_hash_is_the_callers_mistake()
    {
        foreach (var name in new[] { "../../etc/passwd", "", new string('A', 64), new string('0', 63), "/etc/passwd", $"../{new string('0', 61)}" })
            await Assert.ThrowsAsync<ArgumentException>(() => Store.FileAsync(name, Token));
    }

    [Fact]
    public async Task Sweep_takes_what_is_old_and_not_named_and_nothing_else()
    {
        var (old, named, touched) = (await PutAsync(RandomNumberGenerator.GetBytes(10)), await PutAsync(RandomNumberGenerator.GetBytes(11)), await PutAsync(RandomNumberGenerator.GetBytes(12)));
        Clock.Advance(TimeSpan.FromDays(2));
        var young = await PutAsync(RandomNumberGenerator.GetBytes(13));
        Assert.True(await Store.TouchAsync(touched.Sha256, Token));

        var swept = await Store.SweepAsync(Clock.Now().AddYears(-100), Clock.Now().AddYears(-100), Clock.Now().AddDays(-1), (hashes, _) => Task.FromResult<IReadOnlySet<string>>(hashes.Where(hash => hash == named.Sha256).ToHashSet()), Token);

        Assert.Equal(1, swept.Blobs);
        Assert.Null(await Store.OpenAsync(old.Sha256, Token));
        foreach (var kept in new[] { named, touched, young })
            await (await Store.OpenAsync(kept.Sha256, Token))!.DisposeAsync();
    }

    [Fact]
    public async Task Sweep_passes_over_a_draft_that_is_being_written()
    {
        await using var draft = await Store.BeginAsync(Token);
        await draft.WriteAsync("đang tải"u8.ToArray(), Token);

        var swept = await Store.SweepAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MinValue, (_, _) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), Token);

        Assert.Equal((0, 1), (swept.Drafts, Drafts));
        Assert.Equal(Hash("đang tải"u8.ToArray()), (await draft.CommitAsync(Token)).Sha256);
    }

    [Fact]
    public async Task Part_is_left_and_gone_on_with()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        await using (var part = (await Store.ContinueAsync("phan1", Token))!)
            await part.WriteAsync(bytes.AsMemory(0, 100_000), Token);
        Assert.Equal((100_000L, 1), (await Store.BytesSoFarAsync("phan1", Token), Drafts));
        Assert.Null(await Store.OpenAsync(Hash(bytes[..100_000]), Token));

        await using (var part = (await Store.ContinueAsync("phan1", Token))!)
        {
            Assert.Equal(100_000, part.Length);
            var first = new byte[10];
            await part.Look().ReadExactlyAsync(first, Token);
            Assert.Equal(bytes[..10], first);
            await part.WriteAsync(bytes.AsMemory(100_000), Token);
            // also while it is being written
            Assert.Equal(300_000, await Store.BytesSoFarAsync("phan1", Token));
            var stored = await part.CommitAsync(Token);
            Assert.Equal((Hash(bytes), 300_000L, true), (stored.Sha256, stored.Bytes, stored.IsNew));
        }

        await using var back = (await Store.OpenAsync(Hash(bytes), Token))!;
        Assert.Equal((300_000L, 0L, 0), (back.Length, await Store.BytesSoFarAsync("phan1", Token), Drafts));
    }

    [Fact]
    public async Task Part_of_bytes_that_are_here_is_kept_once()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        await PutAsync(bytes);
        await using (var part = (await Store.ContinueAsync("phan2", Token))!)
        {
            await part.WriteAsync(bytes, Token);
            Assert.Equal((Hash(bytes), false), (await part.CommitAsync(Token) is { } stored ? (stored.Sha256, stored.IsNew) : default));
        }

        Assert.Equal(0, Drafts);
        await (await Store.OpenAsync(Hash(bytes), Token))!.DisposeAsync();
    }

    [Fact]
    public async Task Part_is_cut()
    {
        await using (var part = (await Store.ContinueAsync("phan3", Token))!)
        {
            await part.WriteAsync("đúng sai"u8.ToArray(), Token);
            part.Cut("đúng"u8.Length);
        }

        await using var again = (await Store.ContinueAsync("phan3", Token))!;
        Assert.Equal("đúng", await new StreamReader(again.Look(), leaveOpen: true).ReadToEndAsync(Token));
        await again.WriteAsync("!"u8.ToArray(), Token);
        Assert.Equal(Hash("đúng!"u8.ToArray()), (await again.CommitAsync(Token)).Sha256);
    }

    [Fact]
    public async Task Part_is_held_by_one_at_a_time()
    {
        await using (var part = (await Store.ContinueAsync("phan4", Token))!)
        {
            await part.WriteAsync("đang gửi"u8.ToArray(), Token);
            Assert.Null(await Store.ContinueAsync("phan4", Token));
            Assert.False(await Store.DropAsync("phan4", Token));
            Assert.Equal(0, (await SweepPartsAsync(DateTimeOffset.MaxValue)).Parts);
        }

        Assert.True(await Store.DropAsync("phan4", Token));
        Assert.Equal((0L, 0), (await Store.BytesSoFarAsync("phan4", Token), Drafts));
        Assert.True(await Store.DropAsync("phan4", Token));
    }

    [Fact]
    public async Task Part_that_was_left_long_ago_is_swept()
    {
        await (await Store.ContinueAsync("phan5", Token))!.DisposeAsync();
        Clock.Advance(TimeSpan.FromHours(2));
        await (await Store.ContinueAsync("phan6", Token))!.DisposeAsync();

        Assert.Equal((1, 1), ((await SweepPartsAsync(Clock.Now().AddHours(-1))).Parts, Drafts));
        Assert.True(await Store.DropAsync("phan6", Token));
    }

    [Fact]
    public async Task Part_has_a_plain_name()
    {
        foreach (var name in new[] { "../x", "", "A", "a/b", new string('a', 65) })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Store.ContinueAsync(name, Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Store.BytesSoFarAsync(name, Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Store.DropAsync(name, Token));
        }
    }

    private Task<Swept> SweepPartsAsync(DateTimeOffset before) =>
        Store.SweepAsync(DateTimeOffset.MinValue, before, DateTimeOffset.MinValue, (_, _) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), Token);

    private async Task<StoredBlob> PutAsync(byte[] bytes)
    {
        await using var draft = await Store.BeginAsync(Token);
        foreach (var piece in bytes.Chunk(64 * 1024))
            await draft.WriteAsync(piece, Token);
        return await draft.CommitAsync(Token);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
