import SocketInspector
import Testing

@testable import portstat

/// The times at which updates are due.
@Suite struct UpdateScheduleTests {
  private let start = MonotonicTime.now

  private func at(_ seconds: Double) -> MonotonicTime { start.adding(seconds: seconds) }

  /// The first screen must not wait for the interval. `--watch=5` must update every five seconds,
  /// not every five seconds plus the duration of an update.
  @Test func updatesAreDueAtMultiplesOfTheInterval() {
    var schedule = UpdateSchedule(every: 5, from: start)
    #expect(schedule.next == start)
    for round in 1...3 {
      schedule.advance(at: at(Double(5 * round - 4)))
      #expect(schedule.next == at(Double(5 * round)))
    }
  }

  /// After the machine was suspended or a reader stalled, a burst of updates would be useless work.
  @Test func missedUpdatesAreSkipped() {
    var schedule = UpdateSchedule(every: 1, from: start)
    schedule.advance(at: at(10))
    #expect(schedule.next == at(10))
    schedule.advance(at: at(10.25))
    #expect(schedule.next == at(11))
  }

  /// After the user changes the interval from a day to a second, the next update must not take a
  /// day.
  @Test func aNewIntervalAppliesImmediately() {
    var schedule = UpdateSchedule(every: 86400, from: start)
    schedule.advance(at: at(0.5))
    schedule.change(to: 1, at: at(20))
    #expect(schedule.next == at(21))
    schedule.change(to: 1, at: at(20.5))
    #expect(schedule.next == at(21), "the same interval changes nothing")
    schedule.advance(at: at(21.5))
    #expect(schedule.next == at(22))
  }
}
