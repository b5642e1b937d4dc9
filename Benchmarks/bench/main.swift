// Measures this package's own benchmarks: see docs/modules/Benchmarks.md.
Console.exit(BenchProgram.run(Array(CommandLine.arguments.dropFirst())))
