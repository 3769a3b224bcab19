import Glibc

/// How many operations a stress test makes: a million, or what `LINESIDE_STRESS_OPS` says.
let stressOperations: Int = {
    guard let text = unsafe getenv("LINESIDE_STRESS_OPS") else { return 1_000_000 }
    guard let number = unsafe Int(String(cString: text)), number > 0 else {
        preconditionFailure("LINESIDE_STRESS_OPS is a positive number")
    }
    return number
}()
