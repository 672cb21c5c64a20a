//! What a test of PostgreSQL has to hold on: every version, in both layouts. The macros make a test of each, so that one runs
//! alone (`cargo test --test postgres rows::it_holds::pg18_schema`), all run at once, and one that fails hides no other.

use std::fmt;

use crate::store::postgres::Layout;

/// A version of the server and a layout.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// The server's major version.
    pub version: u16,
    /// Where tenants have their tables.
    pub layout: Layout,
}

impl Ground {
    /// The ground of a name: `pg18_schema`.
    pub fn named(name: &str) -> Ground {
        let parts = name.strip_prefix("pg").and_then(|rest| rest.split_once('_'));
        let (version, layout) = parts.expect("a version and a layout");
        Ground { version: version.parse().expect("a version"), layout: layout.parse().expect("a layout") }
    }

    /// A number below 4, another one for each ground.
    pub fn number(self) -> usize {
        2 * usize::from(self.version != 15) + usize::from(self.layout == Layout::Schema)
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pg{}_{}", self.version, self.layout.word())
    }
}

/// A test for each of some grounds, named by them.
#[macro_export]
macro_rules! grounds {
    ($name:ident, [$($ground:ident),*], $test:expr $(,)?) => {
        fn $name(ground: $crate::testkit::ground::Ground) {
            let test: fn($crate::testkit::ground::Ground) = $test;
            test(ground);
        }

        mod $name {
            $(
                #[test]
                fn $ground() {
                    super::$name($crate::testkit::ground::Ground::named(stringify!($ground)));
                }
            )*
        }
    };
}

/// A test for every version, where the layout makes no difference or the test has both.
#[macro_export]
macro_rules! on_every_version {
    ($name:ident, $test:expr $(,)?) => {
        fn $name(version: u16) {
            let test: fn(u16) = $test;
            test(version);
        }

        mod $name {
            #[test]
            fn pg15() {
                super::$name(15);
            }

            #[test]
            fn pg18() {
                super::$name(18);
            }
        }
    };
}

/// A test for every version in both layouts.
#[macro_export]
macro_rules! everywhere {
    ($name:ident, $test:expr $(,)?) => {
        $crate::grounds!($name, [pg15_shared, pg15_schema, pg18_shared, pg18_schema], $test);
    };
}

/// A test for every version where tenants share tables.
#[macro_export]
macro_rules! in_shared_tables {
    ($name:ident, $test:expr $(,)?) => {
        $crate::grounds!($name, [pg15_shared, pg18_shared], $test);
    };
}

/// A test for every version where tenants have a schema each.
#[macro_export]
macro_rules! in_own_schemas {
    ($name:ident, $test:expr $(,)?) => {
        $crate::grounds!($name, [pg15_schema, pg18_schema], $test);
    };
}
