// Feeds decoders with what nobody would write: see docs/checks.md. A plain build replays single
// inputs; with the trait Fuzzing (scripts/fuzz) the program is libFuzzer around a target.
import Core
import FuzzTargets
import HostIO

#if Fuzzing
  FuzzEngine.run()
#else
  Program.main(FuzzCommand.description, version: TrueTape.version) { arguments, output in
    try FuzzCommand.run(arguments, output: &output)
  }
#endif
