public import Core
public import WAL

/// A directory on a disk that forgets: what was not synced may be lost, kept, or half kept when the
/// machine stops. Performs the requests that HostIO performs on a real one.
public struct SimulatedDisk: Sendable {
  private var files: [SimulatedFile] = []
  /// Names as a running program sees them.
  private var names: [(name: LogFileName, file: Int)] = []
  /// Names as the disk has them.
  private var durableNames: [(name: LogFileName, file: Int)] = []
  /// Changes of names since the last sync of the directory, oldest first.
  private var unsyncedNames: [NameChange] = []
  /// How many requests were performed.
  public private(set) var requestCount = 0
  /// What goes wrong, and when.
  public var faults: StorageFaults

  private enum NameChange: Sendable {
    case bind(LogFileName, file: Int)
    case unbind(LogFileName)
  }

  /// An empty directory.
  public init(faults: StorageFaults = .none) { self.faults = faults }

  /// Names of the files, as a running program sees them.
  public var fileNames: [String] { names.map(\.name.text) }

  /// The bytes of a file, as a running program sees them.
  public func bytes(of name: LogFileName) -> [UInt8]? {
    file(name).map { files[$0].cached }
  }

  /// Performs one request, or fails as the faults say.
  public mutating func perform(_ request: StorageRequest) throws(StorageFailure) {
    requestCount += 1
    let name = request.file
    if requestCount == faults.failingRequest {
      if case .write(let name, let offset, let bytes) = request, let place = file(name) {
        // A short write: some of it reached the file.
        files[place].write(Array(bytes.prefix(bytes.count / 2)), at: offset)
      }
      throw StorageFailure(file: name, reason: "injected error")
    }
    try carryOut(request)
  }

  private mutating func carryOut(_ request: StorageRequest) throws(StorageFailure) {
    switch request {
    case .create(let name, let size):
      files.append(SimulatedFile(size: size))
      bind(name, to: files.count - 1)
    case .write(let name, let offset, let bytes):
      files[try place(of: name)].write(bytes, at: offset)
    case .sync(let name):
      let place = try place(of: name)
      if !isLying { files[place].sync() }
    case .verify(let name, let size, let check):
      let bytes = files[try place(of: name)].cached
      guard bytes.count == size, CRC32C.of(bytes.span) == check else {
        throw StorageFailure(file: name, reason: "read back other bytes than were written")
      }
    case .rename(let name, let final):
      let place = try place(of: name)
      unbind(name)
      bind(final, to: place)
    case .remove(let name): unbind(name)
    case .syncDirectory:
      if isLying { return }
      durableNames = names
      unsyncedNames = []
    }
  }

  private var isLying: Bool { faults.lyingSince.map { requestCount >= $0 } ?? false }

  /// Stops the machine: what was synced stays, the fate of everything else is drawn.
  public mutating func crash(_ fate: CrashFate, _ random: inout RandomStream) {
    for place in files.indices { files[place].crash(fate, &random) }
    names = durableNames
    for change in unsyncedNames where fate.keeps(&random) {
      switch change {
      case .bind(let name, let file): Self.bind(name, to: file, in: &names)
      case .unbind(let name): names.removeAll { $0.name == name }
      }
    }
    durableNames = names
    unsyncedNames = []
    requestCount = 0
  }

  /// Ends the process and not the machine: what was not synced is still there to be read, and may
  /// still be lost when the machine stops.
  public mutating func endProcess() { requestCount = 0 }

  /// Turns one bit of a file at rest; false when there is no such byte.
  @discardableResult
  public mutating func flip(bit: Int, of name: LogFileName) -> Bool {
    guard let place = file(name) else { return false }
    return files[place].flip(bit: bit)
  }

  private func file(_ name: LogFileName) -> Int? { names.first { $0.name == name }?.file }

  private func place(of name: LogFileName) throws(StorageFailure) -> Int {
    guard let place = file(name) else { throw StorageFailure(file: name, reason: "no such file") }
    return place
  }

  private mutating func bind(_ name: LogFileName, to file: Int) {
    Self.bind(name, to: file, in: &names)
    unsyncedNames.append(.bind(name, file: file))
  }

  private mutating func unbind(_ name: LogFileName) {
    names.removeAll { $0.name == name }
    unsyncedNames.append(.unbind(name))
  }

  private static func bind(
    _ name: LogFileName, to file: Int, in names: inout [(name: LogFileName, file: Int)]
  ) {
    names.removeAll { $0.name == name }
    names.append((name, file))
  }
}
