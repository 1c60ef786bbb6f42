// Systems of any size for the page's benchmarks.

/** A system of about so many elements: teams of ten, each on a host of its own, five to a zone. */
export function system(size) {
  const teams = Math.max(1, Math.round((size - 4) / 12));
  const sections = { roles: ['visitor: { adversary: true }', 'staff: {}'], suppliers: ['acme: { promises: [unaltered, no insider, no retention, no training] }'], hosts: [], models: ['llm: { from: acme }'], agents: [], tools: [], stores: ['free: { outside: true }'], assets: [], claims: [] };
  for (let t = 0; t < teams; t += 1) {
    const zone = `zone_${Math.floor(t / 5)}`;
    sections.roles.push(`r${t}: { adversary: ${t % 7 === 0} }`);
    sections.hosts.push(`h${t}: { zone: ${zone} }`);
    sections.agents.push(`a${t}: { model: llm, runs on: h${t}, used by: [staff, r${t}], inputs: { retrieved: [s${t}, i${t}] }, tools: [x${t}, y${t}], logs to: l${t}${t > 0 && t % 3 === 0 ? `, asks: a${t - 1}` : ''} }`);
    sections.tools.push(`x${t}: { from: us, reads: d${t}, as: k${t}, runs on: h${t} }`, `y${t}: { from: us, writes: s${t}, runs on: h${t} }`);
    sections.stores.push(`s${t}: { runs on: h${t}, written by: r${t} }`, `i${t}: { runs on: h${t}, filled from: s${Math.max(0, t - 1)} }`, `l${t}: { runs on: h${t} }`, `b${t}: { runs on: h${t}, holds: d${t} }`);
    sections.assets.push(`d${t}: { kind: record, per: r${t} }`, `k${t}: { kind: credential }`);
    if (t < 8) sections.claims.push(`C${t}: { nobody in: visitor, gains: partially inspect, over: d${t} }`);
  }
  return `bartizan: 1\ntitle: Generated\n${Object.entries(sections).map(([name, entries]) => `${name}:\n${entries.map((entry) => `  ${entry}\n`).join('')}`).join('')}`;
}
