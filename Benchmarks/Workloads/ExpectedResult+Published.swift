// The figures of `ExpectedResult`, copied digit by digit from what its doc comment names.
extension ExpectedResult {
  static let fullMixed = ExpectedResult(
    flavour: .mixed, count: 2_000_000, seed: 42,
    sha256: "38e9aa1bd7b30ad86beac230632080c0d87626fc049791934b08647eefc05812",
    totals: WorkloadTotals(
      trades: 599_472, tradedQuantity: 20_259_165, tradeHash: 0x7876_3fe8_0cff_7a28,
      rejects: 13_430, liveOrders: 18_817,
      bids: .init(levels: 337, bestPrice: 30_003, quantity: 487_486),
      asks: .init(levels: 304, bestPrice: 30_004, quantity: 462_658),
      bookHash: 0x490d_1acb_6f15_e03c))

  static let fullInsert = ExpectedResult(
    flavour: .insert, count: 2_000_000, seed: 42,
    sha256: "8476ade5e516cefb365e46995117e1159c5e9a2fe68e0cd3791671cb4706fc4e",
    totals: WorkloadTotals(
      trades: 0, tradedQuantity: 0, tradeHash: 0xcbf2_9ce4_8422_2325,
      rejects: 0, liveOrders: 2_000_000,
      bids: .init(levels: 1000, bestPrice: 29_999, quantity: 50_473_098),
      asks: .init(levels: 1000, bestPrice: 30_001, quantity: 50_521_833),
      bookHash: 0x469f_b1a6_22b8_f7bb))

  static let fullCancel = ExpectedResult(
    flavour: .cancel, count: 2_000_000, seed: 42,
    sha256: "a6292f59b689b81e2d2bb6cb5fbd4dcebe7693d3f2f7573b7a506c8b3d64b085",
    totals: WorkloadTotals(
      trades: 159_586, tradedQuantity: 4_079_180, tradeHash: 0x5e2b_528c_28ea_5069,
      rejects: 17_834, liveOrders: 4467,
      bids: .init(levels: 98, bestPrice: 30_052, quantity: 112_534),
      asks: .init(levels: 108, bestPrice: 30_054, quantity: 112_763),
      bookHash: 0xb963_bb77_6684_0b16))

  static let fullMatch = ExpectedResult(
    flavour: .match, count: 2_000_000, seed: 42,
    sha256: "358b4e0fa5f77e72520705f3307449d41fd2c80b0ecaf05f4197f5372800e70d",
    totals: WorkloadTotals(
      trades: 1_572_679, tradedQuantity: 62_310_498, tradeHash: 0x1e8a_d05d_a1d1_44cf,
      rejects: 2091, liveOrders: 181_440,
      bids: .init(levels: 1008, bestPrice: 29_964, quantity: 4_582_841),
      asks: .init(levels: 1013, bestPrice: 29_974, quantity: 4_564_602),
      bookHash: 0x496d_ae05_cb67_74da))

  static let shortMixed = ExpectedResult(
    flavour: .mixed, count: 50_000, seed: 42,
    sha256: "5787f05da297fd1c23931794cd815b74c0bddb667ce80d834ee788e451ee5e0f",
    totals: WorkloadTotals(
      trades: 13_976, tradedQuantity: 456_977, tradeHash: 0xb799_90f0_9e22_9c87,
      rejects: 161, liveOrders: 8372,
      bids: .init(levels: 163, bestPrice: 29_991, quantity: 209_787),
      asks: .init(levels: 166, bestPrice: 29_993, quantity: 209_855),
      bookHash: 0x32fb_6b1a_a20b_58f1))

  static let shortInsert = ExpectedResult(
    flavour: .insert, count: 50_000, seed: 42,
    sha256: "e85ea7aa97c68f0352a40e7a8db23a233be23be190675d9508c4baf1e3fe361b",
    totals: WorkloadTotals(
      trades: 0, tradedQuantity: 0, tradeHash: 0xcbf2_9ce4_8422_2325,
      rejects: 0, liveOrders: 50_000,
      bids: .init(levels: 420, bestPrice: 29_999, quantity: 1_249_838),
      asks: .init(levels: 447, bestPrice: 30_001, quantity: 1_265_059),
      bookHash: 0xcb0d_95b9_a377_c24a))

  static let shortCancel = ExpectedResult(
    flavour: .cancel, count: 50_000, seed: 42,
    sha256: "2c162f5f9f55d9b0eb1ff902b253bf89b328b9e9d5d1b239d1cc7eeff3c8524a",
    totals: WorkloadTotals(
      trades: 2852, tradedQuantity: 73_136, tradeHash: 0x0167_792b_2e03_2f5b,
      rejects: 79, liveOrders: 19_052,
      bids: .init(levels: 237, bestPrice: 30_002, quantity: 485_464),
      asks: .init(levels: 245, bestPrice: 30_003, quantity: 477_756),
      bookHash: 0xab14_d0d8_3ed6_15eb))

  static let shortMatch = ExpectedResult(
    flavour: .match, count: 50_000, seed: 42,
    sha256: "2049f9712bc72fd58f8f1c0e18a74ec23d033d7ae4e84907a9f344dbd7a05253",
    totals: WorkloadTotals(
      trades: 33_218, tradedQuantity: 1_286_551, tradeHash: 0xca39_726d_e190_db2c,
      rejects: 33, liveOrders: 11_743,
      bids: .init(levels: 302, bestPrice: 30_003, quantity: 291_430),
      asks: .init(levels: 311, bestPrice: 30_005, quantity: 302_378),
      bookHash: 0x88dc_5b4e_81a1_3c32))

}
