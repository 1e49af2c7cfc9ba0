using Nq72.Cms.CommandLine;

return await Nq72Commands.RunAsync(args);
