import Core
import HostIO

Program.main(BacktestCommand.description, version: TrueTape.version) { arguments, output in
  try BacktestCommand.run(arguments, output: &output)
}
