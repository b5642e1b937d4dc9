import TapeView

/// Recordings of our own making, in each venue's form; files are joined by a NUL.
enum ImportSeeds {
  static func seeds(of kind: ImportKind) -> [FuzzSeed] {
    switch kind {
    case .lobster:
      [
        FuzzSeed("messages", lobsterMessages),
        FuzzSeed("messages-and-book", lobsterMessages + "\0" + lobsterBook),
      ]
    case .databentoMBO:
      [
        FuzzSeed("rows", databentoRows),
        FuzzSeed("rows-and-checkpoints", databentoRows + "\0" + databentoCheckpoints),
        FuzzSeed("rows-and-final-book", databentoRows + "\0" + databentoFinalBook),
        FuzzSeed("pretty-rows", databentoPrettyRows),
      ]
    case .binanceRaw:
      [
        FuzzSeed("spot", binanceSpot), FuzzSeed("spot-checked", binanceSpot + "\0"),
        FuzzSeed("futures", binanceFutures),
      ]
    case .bitstamp:
      [
        FuzzSeed("log", bitstampLog),
        FuzzSeed("log-and-orders", bitstampLog + "\0" + bitstampOrders),
      ]
    }
  }

  private static let lobsterMessages = """
    34200.1,1,11,100,1000000,1
    34200.2,2,11,40,1000000,1
    34200.3,4,12,5,1000200,-1
    34200.4,5,0,7,1000100,1
    34200.5,3,11,60,1000000,1
    36000,7,0,0,-1,-1
    57600.000000001,6,-1,500,1000100,-1

    """

  private static let lobsterBook = """
    1000200,50,1000000,100,1000300,10,999900,20
    1000200,50,1000000,60,1000300,10,999900,20
    1000200,45,1000000,60,1000300,10,999900,20
    1000200,45,1000000,60,1000300,10,999900,20
    1000200,45,999900,20,1000300,10,-9999999999,0
    1000200,45,999900,20,1000300,10,-9999999999,0
    1000200,45,999900,20,1000300,10,-9999999999,0

    """

  private static let databentoRows = """
    ts_recv,ts_event,action,side,price_1e9,size,order_id,flags,sequence
    1000,900,A,B,4799000000000,2,11,40,7
    1000,900,A,A,4800250000000,5,12,40,5
    2000,1900,A,B,4799500000000,4,14,130,8
    2100,2000,M,B,4799500000000,3,14,130,9
    2200,2100,C,B,4799500000000,1,14,130,9
    2300,2200,T,B,4800250000000,6,15,0,12
    2300,2200,F,A,4800250000000,5,12,0,12
    2300,2200,C,A,4800250000000,5,12,0,12
    2300,2200,N,N,,0,0,128,12
    2500,2400,R,N,9223372036854775807,0,0,128,14

    """

  private static let databentoPrettyRows = """
    ts_recv,ts_event,rtype,action,side,price,size,order_id,flags,sequence,symbol
    2023-12-25T00:00:00.000000001Z,2023-12-24T23:59:59.5Z,160,A,B,4799.250000000,2,11,128,7,ESH4

    """

  private static let databentoCheckpoints = """
    {"checkpoints": [
     {"csv_row": 4, "bids": [["4799.50", 3.0, 1], ["4799.00", 2.0, 1]], "asks": [["4800.25", 5, 1]]},
     {"csv_row": 9, "bids": [["4799.50", 2, 1], ["4799.00", 2.0, 1]], "asks": []}
    ]}
    """

  private static let databentoFinalBook = """
    {"expected": {"bid_levels": 1, "ask_levels": 1, "best_bid": "4799.00", "best_ask": "4800.25",
    "last_sequence": 13}}
    """

  private static let binanceSpot = """
    1000 {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":2,"s":"BTCUSDT","U":5,"u":6,\
    "b":[["99.00","7.00000"]],"a":[]}}
    1150 {"stream":"btcusdt@bookTicker","data":{"u":9,"s":"BTCUSDT","b":"100.00","B":"1.50000",\
    "a":"100.10","A":"2.00000"}}
    1200 {"lastUpdateId":6,"bids":[["99.00","7.00000"]],"asks":[["100.10","2.00000"]]}
    1300 {"stream":"btcusdt@trade","data":{"e":"trade","E":4,"s":"BTCUSDT","t":41,"p":"100.10",\
    "q":"0.25000","T":3,"m":true,"M":true}}
    1400 {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":5,"s":"BTCUSDT","U":10,"u":12,\
    "b":[],"a":[["100.10","0.00000"]]}}

    """

  private static let binanceFutures = """
    9 {"stream":"x","data":{"lastUpdateId":10,"E":3,"T":2,"symbol":"ETHUSD_PERP","pair":"ETHUSD",\
    "bids":[["26.81","4"]],"asks":[]}}
    10 {"stream":"x","data":{"e":"depthUpdate","E":5,"T":4,"s":"ETHUSD_PERP","ps":"ETHUSD","U":10,\
    "u":15,"pu":9,"b":[],"a":[["26.82","7"]]}}
    11 {"stream":"x","data":{"u":15,"e":"bookTicker","s":"ETHUSD_PERP","ps":"ETHUSD","b":"26.81",\
    "B":"4","a":"0","A":"0","T":6,"E":7}}
    12 {"stream":"x","data":{"e":"aggTrade","E":8,"a":3,"s":"ETHUSD_PERP","p":"26.82","q":"1","f":70,\
    "l":72,"T":7,"m":false}}
    14 {"result":null,"id":1}

    """

  private static let bitstampLog = """
    4001 order_created {"price": "236.47", "amount": "2.00000000", "datetime": "3", "id": 7, \
    "order_type": 0}
    4002 order_changed {"price": "236.47", "amount": "8.65238172", "datetime": "3", "id": 7, \
    "order_type": 0}
    4003 trade {"price": 236.61000000000001, "amount": 9.9999999999999995e-07, "id": 50}
    4004 order_book {"bids": [["236.47", "1.5"]], "asks": [["236.50", "2"]]}
    4005 order_deleted {"price": "236.47", "amount": "0.00000000", "datetime": "3", "id": 7, \
    "order_type": 0}
    4008 heartbeat {}

    """

  private static let bitstampOrders = """
    id,timestamp,exchange.timestamp,price,volume,action,direction
    7,4001,3000,236.47,200000000,created,bid
    7,4002,3000,236.47,865238171,changed,bid
    7,4005,3000,236.47,0,deleted,bid

    """
}
