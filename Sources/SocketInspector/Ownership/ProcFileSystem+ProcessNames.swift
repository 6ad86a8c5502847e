extension ProcFileSystem {
  /// Whether a process has a name, or an executable whose file has that name.
  package func hasProcess(named name: [UInt8]) -> Bool {
    processNames().contains { $0.names.contains(name) }
  }

  /// The names of all processes: `comm`, and the file name of the executable if it can be read. Processes that
  /// end meanwhile are left out, and so is this one.
  package func processNames() -> [(pid: Int32, names: [[UInt8]])] {
    let reader = ProcessReader(self, [.processName, .executable])
    return ((try? processes()) ?? []).compactMap { pid in
      guard pid != ownPID, let directory = try? process(pid) else { return nil }
      let details = reader.read(directory, pid: pid)
      return (pid, [details.nameBytes, details.executableBytes?.baseName].compactMap(\.self))
    }
  }
}
