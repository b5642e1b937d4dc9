internal import Core
internal import HostIO

// Shows, filters, checks, compares, converts and imports tapes.
Program.main(TapeviewCommand.description, version: TrueTape.version) { arguments, output in
  switch arguments.subcommand {
  case "": try TapeviewCommand.view(arguments, &output)
  case "verify": try TapeviewCommand.verify(arguments, &output)
  case "order": try TapeviewCommand.order(arguments, &output)
  case "export", "export csv", "export jsonl": try TapeviewCommand.export(arguments, &output)
  case "stats": try TapeviewCommand.stats(arguments, &output)
  case "diff": try TapeviewCommand.diff(arguments, &output)
  case "convert": try TapeviewCommand.convert(arguments, &output)
  case "unwrap": try TapeviewCommand.unwrap(arguments, &output)
  default: try TapeviewCommand.importMarket(arguments, &output)  // open set: kinds of recordings
  }
}
