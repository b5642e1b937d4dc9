import Core
import HostIO

Program.main(WalCommand.description, version: TrueTape.version) { arguments, output in
  try WalCommand.run(arguments, output: &output)
}
