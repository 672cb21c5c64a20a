//! Laws of plans; the faults are cases in `tests/cases/faults`.
