/// What a key of the live view does.
enum KeyCommand: Hashable {
  case up
  case down
  case pageUp
  case pageDown
  case first
  case last
  case left
  case right
  case filter
  /// Goes one step back: leaves a page, clears the filter.
  case back
  case nextColumn
  case previousColumn
  case reverse
  case toggle(SocketGroup)
  case group
  case showTCPInfo
  /// Opens the selected row.
  case open
  case nextRow
  case previousRow
  case signal
  case pause
  case faster
  case slower
  case mouse
  case redraw
  case help
  case quit
}
