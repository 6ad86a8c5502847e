import Foundation
import TestSupport
import Testing

/// Limits set by `ulimit`: portstat works, or says in one line what it lacks. Where it could not
/// even start, the manual documents the minimum.
@Suite(
  .disabled(if: Sanitizers.areOn, "a sanitizer has other limits"),
  .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct ShellLimitTests {
  private static let variants = [
    ["-W"], ["--json"], ["--csv"], ["--sort", "process:desc"], ["--process", "program"], ["--help"],
    ["--json-schema"],
  ]

  private func tree() throws -> ProcTree {
    let tree = try ProcTree(tcp: (1...40).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    for pid in 1...40 { try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)]) }
    return tree
  }

  private func text(_ run: Program.Run) -> String {
    run.text.replacing(/"time":"[^"]*"/, with: "")
  }

  // MARK: Stack

  /// With `LimitSTACK=` of a service or `ulimit -s`, a crash would not tell the user that the stack
  /// is too small. The manual promises that 64 KiB are enough. Without an environment, which is
  /// stored on the stack too, 32 KiB are.
  @Test(arguments: [32, 64, 100, 1000, 1024])
  func aSmallStackIsEnough(kilobytes: Int) throws {
    let tree = try tree()
    let line = #"ulimit -c 0; ulimit -s "$1" && shift && exec env -i "$0" "$@""#
    for variant in Self.variants {
      let arguments = ["--proc", tree.path] + variant
      let run = try Program.sh(line, ["\(kilobytes)"] + arguments)
      #expect(run.status == 0, "\(kilobytes) KiB, \(variant): \(run.errorText)")
      #expect(text(run) == text(try Program.portstat.run(arguments)), "\(variant)")
    }
  }

  /// With less, not even the dynamic loader works: portstat must end at once instead of hanging.
  @Test func withATinyStackItEndsAtOnce() throws {
    let tree = try tree()
    for kilobytes in [4, 8, 16, 32] {
      let measured = try MeasuredRun(
        .portstat, ["--proc", tree.path], limits: ["STACK": kilobytes << 10, "CORE": 0],
        patience: 60)
      #expect(!measured.hung)
    }
  }

  /// The stack limit is also the default size of thread stacks: with a huge limit, they must not
  /// use up the address space.
  @Test(.enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"))
  func aHugeStackLeavesRoomForThreads() throws {
    let tree = try tree()
    let line = """
      ulimit -s 4000000 && ulimit -v 2000000 && exec strace -f -qq -o "$1" -e trace=clone,clone3,mmap \
      "$0" --proc "$2" --json
      """
    let log = tree.folder.url.appendingPathComponent("log")
    let run = try Program.sh(line, [log.path, tree.path])
    #expect(run.status == 0)
    let calls = try String(contentsOf: log, encoding: .utf8)
    #expect(calls.contains("mmap("))
    #expect(!calls.contains("ENOMEM"), "\(calls.split(separator: "\n").suffix(20))")
  }

  /// With a small stack, portstat runs on a thread of its own, and must still react to the signals
  /// that end it.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aStreamOnASmallStackEndsAtASignal(signal: Int32) throws {
    let tree = try tree()
    // The threads of tests block most signals, and the programs that they start inherit that.
    let script = """
      import os, resource, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      resource.setrlimit(resource.RLIMIT_STACK, (65536, 65536))
      os.execv(sys.argv[1], sys.argv[1:])
      """
    let program = try BackgroundProgram(
      try Program.installed("python3"),
      ["-c", script, Program.portstat.path, "--proc", tree.path, "--watch=0.1", "--jsonl"])
    try program.waitForLines("40 sockets") { $0.count == 40 }
    program.signal(signal)
    #expect(try program.status() == 0)
  }

  // MARK: Output

  /// In a batch job with a limit on file sizes, SIGXFSZ would silently kill portstat and leave a
  /// truncated file.
  @Test(arguments: OutputContractTests.formats)
  func reachingALimitOnFileSizesIsAFailure(format: String) throws {
    let tree = try ProcTree(
      tcp: (1...2000).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    let run = try MeasuredRun(
      .portstat, ["--proc", tree.path, format], limits: ["FSIZE": 4096, "CORE": 0]
    ).run
    #expect(run.status == 4)
    #expect(run.output.count == 4096)
    let reason = "File too large; if a limit is set, raise it with ulimit -f"
    #expect(run.errorText == "portstat: cannot write standard output: \(reason)\n")
  }

  /// The same during an event stream, which would otherwise continue without writing anything.
  @Test func aLimitOnFileSizesEndsAStream() throws {
    let tree = try tree()
    let measured = try MeasuredRun(
      .portstat, ["--proc", tree.path, "--watch=0.1", "--jsonl"],
      limits: ["FSIZE": 4096, "CORE": 0], patience: 60)
    #expect(!measured.hung)
    #expect(measured.run.status == 4)
    #expect(measured.run.errorText.contains("File too large"))
  }

  // MARK: Others

  /// If the data segment is too small, portstat must print everything or end at once without
  /// output.
  @Test(arguments: [1, 2, 4, 8, 16, 64])
  func withALittleDataSegmentItWorksOrEndsAtOnce(megabytes: Int) throws {
    let tree = try tree()
    let measured = try MeasuredRun(
      .portstat, ["--proc", tree.path, "--json"], limits: ["DATA": megabytes << 20, "CORE": 0],
      patience: 60)
    #expect(!measured.hung)
    if measured.run.status == 0 {
      #expect(
        text(measured.run) == text(try Program.portstat.run("--proc", tree.path, "--json")))
    } else {
      #expect(measured.run.output.isEmpty)
    }
    if megabytes == 64 { #expect(measured.run.status == 0) }
  }

  /// If standard descriptors are closed, no file that portstat opens may get their numbers: output
  /// would be written into it.
  @Test(arguments: ["<&-", ">&-", "2>&-", "<&- 2>&-", "<&- >&-", "<&- >&- 2>&-"])
  func closedStandardDescriptorsHarmNothing(closed: String) throws {
    let tree = try tree()
    let run = try Program.sh("\"$0\" --proc \"$1\" --json \(closed); echo status $?", [tree.path])
    if closed.contains(" >&-") || closed.hasPrefix(">&-") {
      #expect(run.text == "status 4\n")
      if !closed.contains("2>&-") {
        #expect(run.errorText == "portstat: cannot write standard output: Bad file descriptor\n")
      }
    } else {
      #expect(run.text.hasSuffix("]}\nstatus 0\n"))
      #expect(run.errors.isEmpty)
    }
  }
}
