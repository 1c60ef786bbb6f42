// The examples: what each teaches, and what it answers as described.

import type { Source, Verdict } from './generated/api';
import { examples, templates as written } from './client/client';

type Told = { title: string; teaches: string; answers: Partial<Record<Verdict, number>> };

const told: Record<string, Told> = {
  '01-support-assistant.yaml': { title: 'Support assistant', teaches: 'retrieval and two tools: one ticket steers the answer to another customer', answers: { violated: 2, holds: 1 } },
  '02-fine-tuning.yaml': { title: 'Fine-tuning on a public base model', teaches: 'checkpoints that run code, scraped pages, data that is remembered', answers: { violated: 2, conditional: 1 } },
  '03-coding-agent.yaml': { title: 'Coding agent with MCP servers', teaches: 'a shell, three tool servers, and a path with no model in it', answers: { violated: 3 } },
  '04-shared-memory.yaml': { title: 'Agents with shared memory', teaches: 'what is written once comes back in the sessions of others', answers: { violated: 2 } },
  '05-edge-vision.yaml': { title: 'Vision model on an edge device', teaches: 'a patch in the scene, a device in a thief’s hand', answers: { violated: 2 } },
  '06-shared-inference.yaml': { title: 'Shared inference service', teaches: 'two tenants, one prefix cache, and encryption that is no help', answers: { violated: 1 } },
  '07-guardrail.yaml': { title: 'Guardrail in front of a model', teaches: 'a guard that reads the same message can itself be persuaded', answers: { violated: 1 } },
  '08-evaluation-gate.yaml': { title: 'Labelling and evaluation gate', teaches: 'one vendor labels what is learned and what is tested', answers: { violated: 1 } },
  '09-hosted-model.yaml': { title: 'Hosted model, confidential prompts', teaches: 'a claim that rests wholly on promises, and one that nothing decides', answers: { conditional: 1, unknown: 1 } },
  '10-quiet-summariser.yaml': { title: 'Batch summariser', teaches: 'the quiet one: what it takes to hold, and what would change it', answers: { holds: 2 } },
};

export type Example = { source: Source } & Told;

/** Every example, in order of its number. */
export const gallery: Example[] = [...examples]
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map((source) => ({ source, ...(told[source.name] ?? { title: source.name, teaches: '', answers: {} }) }));

const called: Record<string, string> = {
  'chat-assistant.yaml': 'Chat assistant', 'rag.yaml': 'Retrieval over documents', 'coding-agent.yaml': 'Coding agent with MCP', 'multi-agent.yaml': 'Agents with memory',
  'fine-tuning.yaml': 'Fine-tuning pipeline', 'edge-vision.yaml': 'Vision on a device', 'shared-inference.yaml': 'Shared inference', 'hosted-api.yaml': 'Hosted API',
};

/** Descriptions to begin from, the usual ones first. */
export const templates: { source: Source; title: string }[] = Object.entries(called).flatMap(([name, title]) => written.filter((source) => source.name === name).map((source) => ({ source, title })));
