using Nq72.Benchmarks;

var wanted = args.Length == 0 ? ["start", "items", "deliveries", "backup"] : args;
foreach (var name in wanted)
{
    switch (name)
    {
        case "start":
            await StartBenchmark.RunAsync();
            break;
        case "items":
            await ItemsBenchmark.RunAsync();
            break;
        case "deliveries":
            await DeliveriesBenchmark.RunAsync();
            break;
        case "backup":
            await BackupBenchmark.RunAsync();
            break;
        default:
            await Console.Error.WriteLineAsync($"There is no benchmark '{name}'; there are: start, items, deliveries, backup.");
            return 2;
    }
}

return 0;
