/// The network namespaces that a query reads.
public enum NamespaceSelection: Hashable, Sendable {
  /// The namespace of this process; if ``Query/procPath`` is set, that of process 1 of the tree.
  case standard
  /// Every namespace that can be found: those of processes and of threads, and those that are kept by a mount or
  /// a descriptor.
  case all
  /// These namespaces, in the order of their inode numbers.
  case some([NetworkNamespace.Reference])
}
