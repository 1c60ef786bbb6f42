"""Nodes a second with mal-toolbox: makes attack graphs of systems like the generated ones, in a language of our own.

    python benches/mal/nodes.py AGENTS...

Needs `pip install mal-toolbox`; says so, and ends well, where it is missing.
"""

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

LANGUAGE = Path(__file__).resolve().with_name("bartizan.mal")
# mal-toolbox makes a folder of logs wherever it is imported.
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)

try:
    import maltoolbox
    from maltoolbox.attackgraph import AttackGraph
    from maltoolbox.language import LanguageGraph
    from maltoolbox.model import Model
except ImportError:
    print("mal-toolbox is not installed; skipped (pip install mal-toolbox==2.11.0)")
    sys.exit(0)

logging.disable(logging.CRITICAL)


def system(language: LanguageGraph, agents: int) -> Model:
    """Teams of three agents with tools, stores and records; work and memory go round through all teams."""
    model = Model("generated", language)
    teams = -(-agents // 3)
    add = model.add_asset
    customer, stranger, employee = (add("Role", name) for name in ("customer", "stranger", "employee"))
    web = add("Store", "web")
    stranger.add_associated_assets("writesTo", {web})
    hosts = [add("Host", f"node{t}") for t in range(teams)]
    hosts[0].add_associated_assets("stores", {web})
    models = [add("Model", f"llm{m}") for m in range(-(-teams // 2))]
    memories = [add("Store", f"memory{t}") for t in range(teams)]
    planners = [add("Agent", f"planner{t}") for t in range(teams)]
    for t in range(teams):
        host, llm, planner = hosts[t], models[t // 2], planners[t]
        if t % 4 == 2:
            host.add_associated_assets("models", {llm})
        researcher, clerk = add("Agent", f"researcher{t}"), add("Agent", f"clerk{t}")
        wiki, tickets, knowledge, kept = (add("Store", f"{n}{t}") for n in ("wiki", "tickets", "knowledge", "records_db"))
        records, key = add("Record", f"records{t}"), add("Secret", f"records_key{t}")
        api, search, files, refunds = (add("Tool", f"{n}{t}") for n in ("records_api", "search", "files", "refunds"))
        team = {planner, researcher, clerk}
        host.add_associated_assets("processes", team)
        host.add_associated_assets("stores", {memories[t], wiki, tickets, knowledge, kept})
        llm.add_associated_assets("agents", team)
        planner.add_associated_assets("asks", {researcher, clerk})
        if teams > 1:
            planner.add_associated_assets("handsTo", {planners[(t + 1) % teams]})
        (customer if t % 2 == 0 else employee).add_associated_assets("uses", {planner})
        customer.add_associated_assets("writesTo", {tickets})
        employee.add_associated_assets("writesTo", {wiki})
        planner.add_associated_assets("tools", {api})
        researcher.add_associated_assets("tools", {search})
        clerk.add_associated_assets("tools", {files, refunds})
        planner.add_associated_assets("remembers", {memories[(t + 1) % teams]})
        researcher.add_associated_assets("remembers", {memories[t]})
        planner.add_associated_assets("recalls", {memories[t], knowledge})
        researcher.add_associated_assets("recalls", {memories[t]})
        api.add_associated_assets("reads", {records})
        api.add_associated_assets("secrets", {key})
        search.add_associated_assets("sourcesRead", {wiki, web})
        files.add_associated_assets("sourcesRead", {wiki})
        files.add_associated_assets("changes", {wiki})
        refunds.add_associated_assets("actions", {add("Action", f"refund{t}")})
        wiki.add_associated_assets("filled", {knowledge})
        tickets.add_associated_assets("filled", {knowledge})
        kept.add_associated_assets("records", {records})
    return model


def main() -> None:
    language = LanguageGraph.load_from_file(str(LANGUAGE))
    print(f"mal-toolbox {maltoolbox.__version__}")
    print(f"{'agents':>9} {'assets':>9} {'nodes':>9} {'graph, ms':>12} {'nodes/s':>12}")
    for agents in map(int, sys.argv[1:] or ["15", "150"]):
        model = system(language, agents)
        times = []
        for _ in range(3):
            began = time.perf_counter()
            graph = AttackGraph(language, model)
            times.append(time.perf_counter() - began)
        took = sorted(times)[1]
        nodes = len(graph.nodes)
        print(f"{agents:>9} {len(model.assets):>9} {nodes:>9} {took * 1e3:>12.1f} {nodes / took:>12.0f}")


try:
    main()
finally:
    os.chdir("/")
    folder.cleanup()
