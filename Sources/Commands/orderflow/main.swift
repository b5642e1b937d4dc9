import Core
import HostIO

Program.main(OrderflowCommand.description, version: TrueTape.version) { arguments, output in
  try OrderflowCommand.run(arguments, output: &output)
}
