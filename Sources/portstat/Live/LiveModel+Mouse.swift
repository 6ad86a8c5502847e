/// What the mouse does.
extension LiveModel {
  /// How many lines a step of the wheel scrolls.
  private static let wheelStep = 3

  /// Handles an action of the mouse: the wheel scrolls, a click selects a row or sorts by a column.
  ///
  /// - Parameter screen: What was on the screen.
  mutating func press(_ event: MouseEvent, on screen: ScreenRenderer.Screen) {
    if !isMouseOn || isTyping || page == .signal { return }
    arrangeIfNeeded()
    let isOnList = isList
    switch event.kind {
    case .wheelUp: isOnList ? scroll(by: -Self.wheelStep) : move(by: -Self.wheelStep)
    case .wheelDown: isOnList ? scroll(by: Self.wheelStep) : move(by: Self.wheelStep)
    case .press:
      let line = event.row - screen.headingLine
      if !isOnList || line < 0 { return }
      if line == 0 {
        guard let column = screen.table.column(event.column) else { return }
        sort { order, _ in order.choose(column) }
        arrangeIfNeeded()
      } else if page == .processes {
        let index = processes.visible.lowerBound + line - 1
        if processes.visible.contains(index) { processes.select(index) }
      } else {
        let index = list.visible.lowerBound + line - 1
        if list.visible.contains(index) { list.select(index) }
      }
    }
  }
}
