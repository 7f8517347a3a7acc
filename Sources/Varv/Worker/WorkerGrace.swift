/// How long the host waits for what a worker should do at once. The defaults are a compromise: a person at the
/// keyboard waits for the first two, and a machine that stalls must not cost an honest run its result.
package struct WorkerGrace: Hashable, Sendable {
    /// From an interrupt until the routine has ended with file and line.
    package var interrupt = Duration.milliseconds(500)
    /// From being told that it is ended until it has said where its routine is.
    package var lastWords = Duration.milliseconds(100)
    /// From its last frame, or from closing its socket, to its end. Its own limits hold meanwhile.
    package var end = Duration.seconds(10)

    package init() {}
}
