import CSystem

/// The worker: a small program that holds everything a stranger made. It is started by a host with a socket
/// and, sometimes, a file; it locks itself in, says hello, and does the one thing it is told.
guard let (budget, rest) = Lockdown.Budget.parse(Array(CommandLine.arguments.dropFirst())) else {
    varv_exit_now(CInt(VARV_EXIT_PROTOCOL.rawValue))
}
if rest.contains("--probe") {
    Lockdown.probe(budget)
}
if rest.contains("--lua") {
    LuaProbe.report(budget)
}
Lockdown.run(budget) { layers in
    Session(budget: budget, layers: layers).run()
}
