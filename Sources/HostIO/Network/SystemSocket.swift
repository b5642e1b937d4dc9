internal import Glibc

/// The system's calls on sockets, none of which waits; failures are error numbers.
enum SystemSocket {
  /// What one attempt to move bytes came to.
  enum Transfer: Equatable {
    case moved(Int)
    case wouldWait
    case closed
    case failed(Int32)
  }

  /// A socket that listens at an address.
  static func listener(_ address: LoopbackAddress) -> (descriptor: Int32, code: Int32) {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let number = socket(AF_INET, kind, 0)
    guard number >= 0 else { return (-1, errno) }
    var isOn: Int32 = 1
    var system = address.system
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // SAFETY: the option is one Int32 and the address one sockaddr_in, both this function's own and
    // alive during the calls, which copy them.
    let bound = unsafe withUnsafePointer(to: &system) { pointer in
      unsafe setsockopt(
        number, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
      return unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(number, $0, length)
      }
    }
    guard bound == 0, listen(number, 64) == 0 else {
      let code = errno
      _ = close(number)
      return (-1, code)
    }
    return (number, 0)
  }

  /// A socket on its way to an address; it can be written to when it has got there or failed.
  static func connection(to address: LoopbackAddress) -> (descriptor: Int32, code: Int32) {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let number = socket(AF_INET, kind, 0)
    guard number >= 0 else { return (-1, errno) }
    var system = address.system
    // SAFETY: the address is this function's own sockaddr_in, alive during the call that copies it.
    let result = unsafe withUnsafePointer(to: &system) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 || errno == EINPROGRESS else {
      let code = errno
      _ = close(number)
      return (-1, code)
    }
    return (number, 0)
  }

  /// What became of a connection on its way; 0 for one that arrived.
  static func failure(of descriptor: Int32) -> Int32 {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    // SAFETY: the option is one Int32, writable for the length of the call.
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
      return errno
    }
    return code
  }

  /// Where a socket really is, its port drawn by the system if it was left open.
  static func address(of descriptor: Int32) -> LoopbackAddress {
    var system = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // SAFETY: as above; the call writes no more than `length` bytes.
    unsafe withUnsafeMutablePointer(to: &system) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = unsafe getsockname(descriptor, $0, &length)
      }
    }
    return LoopbackAddress(system)
  }

  /// The next client; nil when none waits.
  static func accept(_ listener: Int32) -> Int32? {
    let number = Glibc.accept(listener, nil, nil)
    guard number >= 0 else { return nil }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    return number
  }

  /// Reads what is there, at most as much as the buffer holds.
  static func receive(_ descriptor: Int32, into buffer: inout [UInt8]) -> Transfer {
    // SAFETY: pointer and count describe the array's own storage.
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
    }
    return transfer(count)
  }

  /// Hands over bytes from `start` on, as many as the system takes now.
  static func send(_ bytes: [UInt8], from start: Int, to descriptor: Int32) -> Transfer {
    guard start < bytes.count else { return .moved(0) }
    // SAFETY: start is below the count, so the pointer stays within the array's storage.
    let count = unsafe bytes.withUnsafeBytes { bytes in
      unsafe Glibc.send(
        descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start,
        Int32(MSG_NOSIGNAL))
    }
    return count == 0 ? .wouldWait : transfer(count)
  }

  /// Says that nothing more will be sent.
  static func endSending(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  /// Waits until one of the descriptors is ready, at most so long, not at all for 0.
  ///
  /// A signal ends the wait; the entries' results are then empty.
  static func wait(for entries: inout [pollfd], milliseconds: Int32) {
    let count = nfds_t(entries.count)
    // SAFETY: the entries are the array's own storage, written by the call.
    unsafe entries.withUnsafeMutableBufferPointer { buffer in
      _ = unsafe poll(buffer.baseAddress, count, milliseconds)
    }
  }

  private static func transfer(_ count: Int) -> Transfer {
    if count > 0 { return .moved(count) }
    if count == 0 { return .closed }
    switch errno {
    case EAGAIN, EINTR: return .wouldWait
    default: return .failed(errno)
    }
  }
}
