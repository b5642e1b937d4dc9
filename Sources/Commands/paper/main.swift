import Core
import HostIO

Program.main(PaperCommand.description, version: TrueTape.version) { arguments, output in
  try PaperCommand.run(arguments, output: &output)
}
