//! Questions asked of the graph: which facts hold for whom, minimal attack sets, verdicts on claims, exposure, which
//! attacks are in scope, and what survives the adversary's leaving. Plain functions from graph and options to an answer.

mod attacks;
mod claims;
mod contracts;
mod defences;
mod events;
mod exposure;
mod family;
mod guarantees;
mod levels;
mod likelihood;
mod persistence;
mod plan;
mod risk;
mod scenario;
mod sets;
mod trial;

pub use attacks::{Absent, AttackScope, Missing, PlaceScope, attacks};
pub use claims::{Asked, ClaimAnswer, CountedSet, actors, all_goals, asked, claim, claimants, level_of};
pub use contracts::{Contract, Contracts, DomainId, Passing, contracts};
pub use events::{EventFacts, Events, Level};
pub use exposure::{Exposures, Party};
pub use family::{ClaimFamily, Leaf, Sought, claim_family, fact_family};
pub use guarantees::{Demand, Falls, Guarantees, Keeps, guarantees, reach_of};
pub use levels::Levels;
pub use likelihood::{of_set, upper_bound_of_union};
pub use plan::{Beyond, Candidate, Choice, Mask, Plan, best_within, plan};
pub use risk::{Chance, Exactness, Importance, Risk, risk};
pub use scenario::{Settings, State};
pub use sets::{AttackSets, Budget, EventSet, minimal_sets};
pub use trial::Trial;
