//! Made-up networks of agents as rules between facts, the same for the same seed on every machine. Components stand
//! on hosts, hosts in zones; content that one writes another reads; credentials lie with some and open others; suppliers
//! reach what they make. Zones form a ring and content goes round, so that nearly all facts follow from each other.

use crate::rng::Rng;

/// If all premises hold and all events happen, so does the conclusion.
#[derive(Clone, Debug)]
pub struct Rule {
    pub conclusion: u32,
    pub premises: Vec<u32>,
    pub events: Vec<u32>,
}

/// Rules over facts `0..facts` and events `0..likelihoods.len()`.
#[derive(Clone, Debug)]
pub struct Network {
    pub components: usize,
    pub facts: u32,
    pub rules: Vec<Rule>,
    pub likelihoods: Vec<f64>,
    pub goal: u32,
}

/// Components on a host, and hosts in a zone.
const ON_HOST: usize = 3;
const IN_ZONE: usize = 4;

/// Where the facts of each kind begin.
struct Facts {
    steered: u32,
    owned: u32,
    host: u32,
    zone: u32,
    secret: u32,
}

impl Network {
    /// A network of some components.
    pub fn new(components: usize, seed: u64) -> Network {
        let (n, hosts) = (components, components.div_ceil(ON_HOST));
        let (zones, secrets) = (hosts.div_ceil(IN_ZONE), components.div_ceil(6));
        let starts: Vec<u32> = [n, n, hosts, zones, secrets]
            .into_iter()
            .scan(0, |start, count| Some(std::mem::replace(start, *start + count as u32)))
            .collect();
        let facts = Facts { steered: starts[0], owned: starts[1], host: starts[2], zone: starts[3], secret: starts[4] };
        let mut network = Network {
            components,
            facts: starts[4] + secrets as u32 + 1,
            rules: Vec::new(),
            likelihoods: Vec::new(),
            goal: starts[4] + secrets as u32,
        };
        let rng = &mut Rng::new(seed);
        network.content(rng, &facts);
        network.hosts(rng, &facts, hosts, zones);
        network.secrets(rng, &facts, secrets, zones);
        network.suppliers(rng, &facts);
        network.entries(rng, &facts, zones);
        // The last component can do what must not happen, if it is owned, or steered and not asked to confirm.
        let unconfirmed = network.event(rng);
        network.rule(network.goal, &[facts.owned + n as u32 - 1], &[]);
        network.rule(network.goal, &[facts.steered + n as u32 - 1], &[unconfirmed]);
        network
    }

    fn rule(&mut self, conclusion: u32, premises: &[u32], events: &[u32]) {
        self.rules.push(Rule { conclusion, premises: premises.to_vec(), events: events.to_vec() });
    }

    fn event(&mut self, rng: &mut Rng) -> u32 {
        self.likelihoods.push((1 + rng.below(30)) as f64 / 100.0);
        self.likelihoods.len() as u32 - 1
    }

    /// Who steers one component steers what reads its output, if the reader lets it through; an owned one can do it
    /// without that. A steered component that runs code is owned.
    fn content(&mut self, rng: &mut Rng, facts: &Facts) {
        let n = self.components;
        for reader in 0..n {
            // A neighbour, and sometimes one from anywhere.
            let mut writers = vec![(reader + n - 1 - rng.below(3.min(n - 1))) % n];
            if rng.chance(15) {
                writers.push(rng.below(n));
            }
            for writer in writers.into_iter().filter(|writer| *writer != reader) {
                let passes = self.event(rng);
                let (to, from) = (facts.steered + reader as u32, writer as u32);
                self.rule(to, &[facts.steered + from], &[passes]);
                self.rule(to, &[facts.owned + from], &[]);
            }
            if rng.chance(50) {
                let runs = self.event(rng);
                self.rule(facts.owned + reader as u32, &[facts.steered + reader as u32], &[runs]);
            }
        }
    }

    /// Who owns a host owns what runs on it and stands in its zone; from a zone its hosts can be attacked, and the next
    /// zones behind filters.
    fn hosts(&mut self, rng: &mut Rng, facts: &Facts, hosts: usize, zones: usize) {
        for host in 0..hosts {
            let zone = facts.zone + (host / IN_ZONE) as u32;
            let host_fact = facts.host + host as u32;
            let (exploit, escape) = (self.event(rng), self.event(rng));
            self.rule(host_fact, &[zone], &[exploit]);
            self.rule(zone, &[host_fact], &[]);
            for component in (host * ON_HOST)..((host + 1) * ON_HOST).min(self.components) {
                self.rule(facts.owned + component as u32, &[host_fact], &[]);
                if rng.chance(50) {
                    self.rule(host_fact, &[facts.owned + component as u32], &[escape]);
                }
            }
        }
        for zone in 0..zones {
            let other = if rng.chance(30) { rng.below(zones) } else { (zone + 1) % zones };
            if other == zone {
                continue;
            }
            let filter = self.event(rng);
            for (from, to) in [(zone, other), (other, zone)] {
                self.rule(facts.zone + to as u32, &[facts.zone + from as u32], &[filter]);
            }
        }
    }

    /// A credential is known by who owns where it lies, and opens a component to who stands in its zone.
    fn secrets(&mut self, rng: &mut Rng, facts: &Facts, secrets: usize, zones: usize) {
        let n = self.components;
        for secret in 0..secrets as u32 {
            let known = facts.secret + secret;
            let (near, opened) = (rng.below(n), rng.below(n));
            self.rule(known, &[facts.owned + near as u32], &[]);
            let leaks = self.event(rng);
            self.rule(known, &[facts.steered + rng.below(n) as u32], &[leaks]);
            let zone = facts.zone + (opened / ON_HOST / IN_ZONE).min(zones - 1) as u32;
            self.rule(facts.owned + opened as u32, &[known, zone], &[]);
        }
    }

    /// A supplier that turns bad reaches what it makes, where updates are taken unseen.
    fn suppliers(&mut self, rng: &mut Rng, facts: &Facts) {
        for _ in 0..self.components.div_ceil(12) {
            let bad = self.event(rng);
            for _ in 0..1 + rng.below(3) {
                let made = facts.owned + rng.below(self.components - 1) as u32;
                let unseen = self.event(rng);
                self.rule(made, &[], &[bad, unseen]);
            }
        }
    }

    /// Where it begins: content from outside, and a foot in the first zone.
    fn entries(&mut self, rng: &mut Rng, facts: &Facts, zones: usize) {
        let outside = self.event(rng);
        for _ in 0..self.components.div_ceil(10) {
            let read = self.event(rng);
            self.rule(facts.steered + rng.below(self.components * 2 / 3) as u32, &[], &[outside, read]);
        }
        for zone in (0..zones).step_by(8) {
            let foot = self.event(rng);
            self.rule(facts.zone + zone as u32, &[], &[foot]);
        }
    }
}
