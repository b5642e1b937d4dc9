import Core
import HostIO

Program.main(QuanttopCommand.description, version: TrueTape.version) { arguments, output in
  try QuanttopCommand.run(arguments, output: &output)
}
