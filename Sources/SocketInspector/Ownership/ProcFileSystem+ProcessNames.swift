extension ProcFileSystem {
  /// Whether a process has a name: that of the kernel, the readable one, or that of its executable's file.
  package func hasProcess(named name: [UInt8]) -> Bool {
    processNames().contains { $0.names.contains(name) }
  }

  /// The names of all processes: `comm`, the readable name, and the file name of the executable if it can be read.
  /// Processes that end meanwhile are left out, and so is this one.
  package func processNames() -> [(pid: Int32, names: [[UInt8]])] {
    let reader = ProcessReader(self, [.processName, .programName, .executable])
    return ((try? processes()) ?? []).compactMap { pid in
      guard pid != ownPID, let directory = try? process(pid) else { return nil }
      let details = reader.read(directory, pid: pid)
      let file = details.executableBytes?.withoutDeletedMark.baseName
      return (pid, [details.nameBytes, details.programNameBytes, file].compactMap(\.self))
    }
  }

  /// The command lines of all processes, as far as they can be read. Those of this one and its ancestors are left
  /// out: a shell that runs `portstat --command NAME` contains the name too.
  package func commandLines() -> [[UInt8]] {
    let callers = ownPID.map { [$0] + ancestors(of: $0) } ?? []
    return ((try? processes()) ?? []).filter { !callers.contains($0) }
      .compactMap { details(of: $0, .command).commandLineBytes }
  }
}
