import Foundation

/// A terminal that a test creates to run a program in it.
public enum PseudoTerminal {
  public struct Failure: Error {
    public let operation: String
  }

  /// TIOCSPTLCK and TIOCGPTN of `asm-generic/ioctls.h`.
  private static let (unlock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// Whether this machine has pseudoterminals.
  public static let isAvailable = FileManager.default.isReadableFile(atPath: "/dev/ptmx")

  /// Runs a program whose output is a terminal.
  ///
  /// - Parameter columns: The width of the terminal; 0 if it does not report one.
  /// - Returns: The output, with `\n` as line terminator, the exit status, and what the program wrote to
  ///   standard error, at most 64 KiB.
  public static func run(
    _ program: Program, _ arguments: [String], columns: UInt16
  ) throws -> (text: String, status: Int32, errors: String) {
    // Swift's Glibc module lacks posix_openpt(3), unlockpt(3) and ptsname(3).
    let main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard main >= 0 else { throw Failure(operation: "open /dev/ptmx") }
    let terminal = FileHandle(fileDescriptor: main, closeOnDealloc: true)
    var (isLocked, number): (Int32, UInt32) = (0, 0)
    guard ioctl(main, unlock, &isLocked) == 0, ioctl(main, getNumber, &number) == 0 else {
      throw Failure(operation: "unlock")
    }
    let side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard side >= 0 else { throw Failure(operation: "open") }
    let other = FileHandle(fileDescriptor: side, closeOnDealloc: true)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(main, UInt(TIOCSWINSZ), &size) == 0 else { throw Failure(operation: "TIOCSWINSZ") }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: program.path)
    process.arguments = arguments
    process.environment = ["TERM": "xterm", "PATH": Program.searchPath]
      .merging(Program.sanitizerEnvironment) { $1 }
      .merging(program.environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = other
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    try other.close()
    // Reading fails after the last process closes the other side.
    var text = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(main, &buffer, buffer.count)
      if count <= 0 { break }
      text.append(contentsOf: buffer[..<count])
    }
    process.waitUntilExit()
    try terminal.close()
    return (
      String(decoding: text, as: UTF8.self).replacing("\r\n", with: "\n"),
      process.terminationStatus,
      String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    )
  }
}
