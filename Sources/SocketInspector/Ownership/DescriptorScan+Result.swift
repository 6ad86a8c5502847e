extension DescriptorScan {
  /// What a scan found.
  struct Result: Sendable {
    var descriptors: [SocketDescriptor] = []
    /// The processes that could not be read, for lack of permission or for another reason.
    var errors: [Int32: SystemError] = [:]
    /// The tables of descriptors as they were when they were read first.
    var tables: [Int32: DescriptorTable] = [:]
    /// Processes whose descriptor count differed from the number seen: a descriptor was opened,
    /// closed or moved to another number during the scan.
    var unsettled: Set<Int32> = []
    /// What the processes with many sockets were running when these were found.
    var images: [Int32: ProcessImage] = [:]
    /// Whether other users' processes are not even listed.
    var hidesProcesses = false
    /// Whether that is because of the mount option `hidepid`.
    var hasHidepid = false
    /// Whether the tree is that of a PID namespace below the machine's: processes outside of it, which are
    /// not listed, may have sockets open.
    var isInNestedNamespace = false
    /// Why permission may be denied; nil unless it was.
    var rights: ReaderRights?
    /// The limit that was reached while it was found out whether processes are hidden.
    var reachedLimit: SystemError?

    /// Whether the tree is a recording.
    var isOfRecording = false
    /// The number of descriptors that were read, whatever they lead to.
    var descriptorCount = 0

    /// Whether a recording has no descriptors at all: they, or all processes, were lost when it was made or copied.
    var lacksDescriptors: Bool {
      isOfRecording && descriptorCount == 0 && errors.values.allSatisfy(\.isNoSuchFile)
    }

    /// Whether a process of the tree may have a socket open that the scan did not find.
    var isIncomplete: Bool {
      !errors.isEmpty || hidesProcesses || reachedLimit != nil || lacksDescriptors
    }

    /// The tables of which all descriptors were seen.
    var settledTables: [Int32: DescriptorTable] {
      unsettled.isEmpty ? tables : tables.filter { !unsettled.contains($0.key) }
    }

    /// Keeps why a process could not be read. Processes that have ended are ignored.
    mutating func note(_ error: SystemError, _ process: Int32) {
      if !error.isGone, errors[process] == nil { errors[process] = error }
    }

    /// Moves the descriptors out.
    mutating func takeDescriptors() -> [SocketDescriptor] {
      defer { descriptors = [] }
      return descriptors
    }

    mutating func add(_ other: Result) {
      if descriptors.isEmpty {
        descriptors = other.descriptors
      } else {
        descriptors += other.descriptors
      }
      errors.merge(other.errors) { first, _ in first }
      tables.merge(other.tables) { first, _ in first }
      unsettled.formUnion(other.unsettled)
      images.merge(other.images) { first, _ in first }
      hidesProcesses = hidesProcesses || other.hidesProcesses
      hasHidepid = hasHidepid || other.hasHidepid
      isInNestedNamespace = isInNestedNamespace || other.isInNestedNamespace
      rights = rights ?? other.rights
      isOfRecording = isOfRecording || other.isOfRecording
      descriptorCount += other.descriptorCount
      reachedLimit = reachedLimit ?? other.reachedLimit
    }
  }
}
