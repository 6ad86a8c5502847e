import Foundation
import TestSupport

// The way in for libFuzzer, which brings a main of its own.
//
//     Fuzz TARGET [folder of inputs …] [-option=value …]
//     Fuzz list              the names of the targets
//     Fuzz seeds FOLDER      writes FOLDER/TARGET/NUMBER from what is recorded in Tests/Fixtures

/// The target that this run is about; set before the first input comes, by the only thread.
nonisolated(unsafe) private var chosen: FuzzTarget?

/// Takes the first argument away, which is ours.
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
    print("which target? \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
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
