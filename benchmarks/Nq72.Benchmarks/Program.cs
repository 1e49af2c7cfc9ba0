using Nq72.Benchmarks;

var benchmarks = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["start"] = StartBenchmark.RunAsync,
    ["items"] = ItemsBenchmark.RunAsync,
    ["reads"] = ReadsBenchmark.RunAsync,
    ["deliveries"] = DeliveriesBenchmark.RunAsync,
    ["burst"] = DeliveriesBenchmark.RunBurstAsync,
    ["lateness"] = LatenessBenchmark.RunAsync,
    ["neighbours"] = NeighboursBenchmark.RunAsync,
    ["idle"] = IdleBenchmark.RunAsync,
    ["ledger"] = LedgerBenchmark.RunAsync,
    ["backup"] = BackupBenchmark.RunAsync,
    ["million"] = MillionBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["boundary"] = BoundaryBenchmark.RunAsync,
    ["nodes"] = NodesBenchmark.RunAsync,
    ["sync"] = SyncBenchmark.RunAsync,
    ["images"] = ImagesBenchmark.RunAsync,
    ["spoken"] = SpokenBenchmark.RunAsync,
    ["desk"] = DeskBenchmark.RunAsync,
    ["plans"] = PlansBenchmark.RunAsync,
};
var wanted = args.Length == 0 ? [.. benchmarks.Keys] : args;
if (wanted.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'; there are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

foreach (var name in wanted)
    await benchmarks[name]();
return 0;
