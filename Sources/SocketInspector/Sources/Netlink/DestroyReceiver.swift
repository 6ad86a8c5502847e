/// Receives notifications of destroyed TCP sockets on a thread of its own, so that none is lost while the
/// reader does something else: the kernel's buffer has room for a few hundred.
final class DestroyReceiver: Sendable {
  /// A destroyed socket, and when its notification was read.
  struct Event: Sendable {
    let socket: DestroyedSocket
    let time: Timestamp
    let instant: MonotonicTime
  }

  /// What arrived since the last batch.
  struct Batch: Sendable {
    var events: [Event] = []
    /// How many notifications were lost, or malformed.
    var lostCount: UInt64 = 0
    /// Why no further notifications can be received; nil if they can.
    var failure: SystemError?
  }

  private let inbox: DestroyInbox
  private let thread: ThreadGroup

  /// Begins to receive, in the network namespace of the calling thread.
  ///
  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it, with `open` if a
  ///   limit was reached.
  init() throws(SystemError) {
    let inbox = try DestroyInbox()
    self.inbox = inbox
    // If the thread cannot be started, `take` still receives what is in the kernel's buffer.
    thread = ThreadGroup(1) { inbox.receive() }
  }

  deinit { inbox.stop() }

  /// Removes and returns what has arrived.
  func take() -> Batch { inbox.take() }

  /// Readable if so many sockets were destroyed that the next batch should be taken soon.
  var fillDescriptor: Int32 { inbox.fillDescriptor }
}

/// The notifications that the thread has received and nobody has taken.
private final class DestroyInbox: Sendable {
  private struct State: ~Copyable, Sendable {
    var notifications: DestroyNotifications
    var batch = DestroyReceiver.Batch()
    /// The number of lost notifications at the last batch.
    var lostCount: UInt64 = 0

    init(_ notifications: consuming DestroyNotifications) {
      self.notifications = notifications
    }

    /// Reads what is in the kernel's buffer. Takes at most ``DestroyInbox/capacity`` events: the kernel then
    /// counts the rest as lost.
    mutating func read() {
      let room = DestroyInbox.capacity - batch.events.count
      if room <= 0 || batch.failure != nil { return }
      let (time, instant) = (Timestamp.now, MonotonicTime.now)
      var events: [DestroyReceiver.Event] = []
      do throws(SystemError) {
        try notifications.read(limit: room) {
          events.append(DestroyReceiver.Event(socket: $0, time: time, instant: instant))
        }
      } catch {
        batch.failure = error
      }
      batch.events += events
    }

    mutating func take() -> DestroyReceiver.Batch {
      read()
      let lost = notifications.lostCount + notifications.malformedCount
      batch.lostCount = lost - lostCount
      lostCount = lost
      var taken = DestroyReceiver.Batch(failure: batch.failure)
      swap(&taken, &batch)
      return taken
    }
  }

  /// The maximum number of events, about 350 bytes each.
  static let capacity = 65_536
  /// The number of events that should be taken soon.
  private static let threshold = 8192
  /// How long the thread waits after a notification for further ones, in milliseconds: waking up for each
  /// of many would take more time than reading them.
  private static let pause: Int32 = 5

  private let state: LockedValue<State>
  private let descriptor: Int32
  private let stopped: EventDescriptor
  private let filled: EventDescriptor

  init() throws(SystemError) {
    let notifications = try DestroyNotifications()
    descriptor = notifications.descriptor
    state = LockedValue(State(notifications))
    stopped = try EventDescriptor()
    filled = try EventDescriptor()
  }

  /// Receives until ``stop()``.
  func receive() {
    while waitForInput([stopped.number, descriptor], milliseconds: -1)?[0] == false,
      waitForInput([stopped.number], milliseconds: Self.pause)?[0] == false
    {
      let (count, hasFailed) = state.withLock { state in
        state.read()
        return (state.batch.events.count, state.batch.failure != nil)
      }
      if hasFailed { return }
      if count >= Self.threshold { filled.signal() }
    }
  }

  func stop() { stopped.signal() }

  func take() -> DestroyReceiver.Batch {
    filled.clear()
    return state.withLock { $0.take() }
  }

  var fillDescriptor: Int32 { filled.number }
}
