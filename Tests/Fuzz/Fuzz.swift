import Foundation
import TestSupport

// The entry points for libFuzzer, which has the main function.
//
//     Fuzz TARGET [folder of inputs …] [-option=value …]
//     Fuzz list              prints the names of the targets
//     Fuzz seeds FOLDER      writes FOLDER/TARGET/NUMBER from the recordings in Tests/Fixtures

/// The target of this run. Set before the first input, by the only thread.
nonisolated(unsafe) private var chosen: FuzzTarget?

/// Handles the first argument and removes it, because libFuzzer does not know it.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  count: UnsafeMutablePointer<CInt>,
  arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
  let words = CommandLine.arguments
  switch (words.dropFirst().first, words.dropFirst(2).first) {
  case ("list", nil):
    for target in FuzzTarget.all { print(target.name) }
    exit(0)
  case ("seeds", let folder?):
    do {
      for target in FuzzTarget.all { try target.writeSeeds(to: folder) }
    } catch {
      print(error)
      exit(2)
    }
    exit(0)
  case (let name?, _):
    chosen = FuzzTarget.all.first { $0.name == name }
  default: break
  }
  guard chosen != nil else {
    print("expected a target: \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
    exit(2)
  }
  arguments.pointee[1] = arguments.pointee[0]
  arguments.pointee += 1
  count.pointee -= 1
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(bytes: UnsafePointer<UInt8>?, count: Int) -> CInt {
  chosen?.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
