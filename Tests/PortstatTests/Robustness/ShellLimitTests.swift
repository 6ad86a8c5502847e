import Foundation
import TestSupport
import Testing

/// What `ulimit` takes away: the program works, or says in one line what it lacks. Where the limit
/// ends it before it can say anything, the manual names the smallest value.
@Suite(
  .disabled(if: Sanitizers.areOn, "a sanitizer has other limits"),
  .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct ShellLimitTests {
  private static let forms = [
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

  /// A service with LimitSTACK=, or a shell with ulimit -s: a crash tells nobody that the stack is
  /// too small. The manual promises that 64 KiB are enough; without an environment, which is on the
  /// stack too, half of it is.
  @Test(arguments: [32, 64, 100, 1000, 1024])
  func aSmallStackIsEnough(kilobytes: Int) throws {
    let tree = try tree()
    let line = #"ulimit -c 0; ulimit -s "$1" && shift && exec env -i "$0" "$@""#
    for form in Self.forms {
      let arguments = ["--proc", tree.path] + form
      let run = try Program.sh(line, ["\(kilobytes)"] + arguments)
      #expect(run.status == 0, "\(kilobytes) KiB, \(form): \(run.errorText)")
      #expect(text(run) == text(try Program.portstat.run(arguments)), "\(form)")
    }
  }

  /// With less not even the loader works: that is the end, at once.
  @Test func aTinyStackIsTheEndAtOnce() throws {
    let tree = try tree()
    for kilobytes in [4, 8, 16, 32] {
      let measured = try MeasuredRun(
        .portstat, ["--proc", tree.path], limits: ["STACK": kilobytes << 10, "CORE": 0],
        patience: 60)
      #expect(!measured.hung)
    }
  }

  /// The limit on the stack is also the default for threads: `unlimited` must not take all addresses.
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
    #expect(!calls.contains("ENOMEM"), "\(calls.split(separator: "\n").suffix(20))")
  }

  /// On a thread of its own, the program still gets the signals that end it.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aStreamOnASmallStackEndsAtASignal(signal: Int32) throws {
    let tree = try tree()
    // The threads of a test block most signals, and so would the program that they start.
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

  /// A batch job with a limit on file sizes: a signal ends it without a word, and a cut file remains.
  @Test(arguments: OutputContractTests.formats)
  func aLimitOnFileSizesIsAFailure(format: String) throws {
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

  /// The same in the middle of a stream of events, which otherwise would go on without being written.
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

  /// Where the data segment is too small there is an answer, or the end at once.
  @Test(arguments: [1, 2, 4, 8, 16, 64])
  func littleDataIsTheEndOrEnough(megabytes: Int) throws {
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

  /// Standard descriptors that are closed: nothing that is opened gets their numbers.
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
