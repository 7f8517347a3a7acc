import CSystem
import Lua

/// The locks the worker puts on itself before a script's first byte.
enum Lockdown {
    /// What the host allowed, as it wrote it on the command line (`WorkerLimits.arguments`).
    struct Budget: Hashable, Sendable {
        var processorMilliseconds = 10_000
        var memory = 256 << 20
        var output = 1 << 20
        /// Whether `renewProcessorTime` stays possible: a REPL has a budget an entry.
        var renewable = false

        /// Reads the budget's own arguments and returns the others in their order; nil when one has no
        /// number.
        static func parse(_ arguments: [String]) -> (budget: Budget, rest: [String])? {
            var budget = Budget()
            var rest: [String] = []
            var left = arguments[...]
            while let word = left.popFirst() {
                switch word {
                case "--renewable": budget.renewable = true
                case "--processor-ms", "--memory", "--output":
                    guard let number = left.popFirst().flatMap({ Int($0) }), number > 0 else { return nil }
                    switch word {
                    case "--memory": budget.memory = number
                    case "--output": budget.output = number
                    default: budget.processorMilliseconds = number
                    }
                default: rest.append(word)
                }
            }
            return (budget, rest)
        }
    }

    /// Which layers became active; the bits are `varv_layer`'s.
    typealias Layers = UInt32

    /// The stack under the script: nested callbacks reach 0.5 MB before Lua's own limit, without Swift's
    /// frames.
    private static let stackSize = 16 << 20

    /// Locks the process and runs `body` on the script thread; what it returns is the exit status.
    ///
    /// Call once, from the main thread, while there is no other.
    static func run(_ budget: Budget, body: @escaping (Layers) -> varv_exit) -> Never {
        lockDown(budget, refusingWithError: false, body: body)
    }

    /// Gives the script a fresh budget of processor time, for the next entry of a REPL.
    static func renewProcessorTime(_ budget: Budget) {
        if varv_renew_processor_time(Int64(budget.processorMilliseconds)) != 0 {
            exit(VARV_EXIT_LOCKDOWN)
        }
    }

    /// Ends the worker at a limit: `VARV_EXIT_MEMORY` from the allocator, `VARV_EXIT_OUTPUT` from `print`. Where
    /// the routine was is the worker's last word, and how much it asked for.
    static func end(_ status: varv_exit, asked: Int = 0) -> Never {
        varv_end_at_limit(CInt(status.rawValue), Int64(asked))
    }

    /// Ends the worker at once, without a word.
    static func exit(_ status: varv_exit) -> Never {
        varv_exit_now(CInt(status.rawValue))
    }

    /// Locks the process, tries what a worker must not be able to, and sends the outcome as one frame.
    ///
    /// The payload is three little-endian UInt32: layers, refused attempts (`varv_attempt`), landlock ABI.
    /// The calls are refused with an error here, where a run's worker is ended by them: the list is the same.
    static func probe(_ budget: Budget) -> Never {
        let landlock = UInt32(clamping: varv_landlock_abi())
        lockDown(budget, refusingWithError: true) { layers in
            let refused = varv_self_test()
            Channel().send(UInt8(VARV_FRAME_PROBE.rawValue)) { payload in
                for word in [layers, refused, landlock] {
                    for shift in stride(from: 0, to: 32, by: 8) {
                        payload.append(UInt8(word >> shift & 0xFF))
                    }
                }
            }
            return VARV_EXIT_CLEAN
        }
    }

    private static func lockDown(
        _ budget: Budget, refusingWithError: Bool, body: @escaping (Layers) -> varv_exit
    ) -> Never {
        var plan = varv_lockdown()
        plan.processor_milliseconds = Int64(budget.processorMilliseconds)
        plan.memory_bytes = Int64(budget.memory)
        plan.stack_bytes = stackSize
        plan.renewable = budget.renewable ? 1 : 0
        plan.refuse_with_errno = refusingWithError ? 1 : 0
        // What runs in a signal handler is async-signal-safe C, with no Swift between.
        plan.on_interrupt = LuaState.interruptHandler
        plan.stop = LuaState.stopHandler
        unsafe plan.where = LuaState.placeHandler
        let boxed = unsafe Unmanaged.passRetained(Body(body))
        unsafe varv_lock_down(
            &plan,
            { context, layers in
                guard let context = unsafe context else { return CInt(VARV_EXIT_LOCKDOWN.rawValue) }
                let body = unsafe Unmanaged<Body>.fromOpaque(context).takeUnretainedValue()
                return CInt(body.run(layers).rawValue)
            }, unsafe boxed.toOpaque())
    }

    /// Carries the closure through C to the script thread; lives as long as the process.
    private final class Body {
        let run: (Layers) -> varv_exit
        init(_ run: @escaping (Layers) -> varv_exit) { self.run = run }
    }
}
