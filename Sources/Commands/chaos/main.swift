import Core
import HostIO

Program.main(ChaosCommand.description, version: TrueTape.version) { arguments, output in
  try ChaosCommand.run(arguments, output: &output)
}
