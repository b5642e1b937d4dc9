internal import Core

// What may leave: a setting for each rule of the gate.
extension PlanSetting {
  static let limits: [PlanSetting] = LimitSetting.all.enumerated().map { place, setting in
    let names = setting.named.map { "[,\($0)=…]" } ?? ""
    return PlanSetting(
      key: "limits.\(setting.name)", placeholder: "\(setting.placeholder)\(names)|none",
      help: setting.help, read: { $0.limits[place] ?? "none" },
      write: { (plan, text) throws(SettingFailure) in try plan.limits.set(place, text) })
  }
}
