/// One thing that is to be done to the log's directory. Whoever performs requests — the real disk
/// or a simulated one — does so in order, each to its end before the next, and reports the first
/// that fails.
public enum StorageRequest: Sendable, Equatable {
  /// Makes a file of zeros of this size, in place of one of that name.
  case create(LogFileName, size: Int)
  /// Writes bytes into a file; nothing is promised before the next `sync` of the file.
  case write(LogFileName, at: Int, [UInt8])
  /// Brings what was written to the file to the disk; after an error it is never tried again.
  case sync(LogFileName)
  /// Reads the file back from its start; fails unless its CRC32C is `check`.
  case verify(LogFileName, size: Int, check: UInt32)
  /// Gives a file another name, in place of one of that name.
  case rename(LogFileName, to: LogFileName)
  /// Takes a file away; that it is not there is as good.
  case remove(LogFileName)
  /// Brings the directory's names to the disk.
  case syncDirectory

  /// The file that the request is about; nil for the directory.
  public var file: LogFileName? {
    switch self {
    case .create(let name, _), .write(let name, _, _), .sync(let name), .verify(let name, _, _),
      .rename(let name, _), .remove(let name):
      name
    case .syncDirectory: nil
    }
  }
}
