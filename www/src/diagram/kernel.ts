// What the layout kernel takes and gives, as far as it is used: its own JSON.

export type KernelShape = { x?: number; y?: number; width?: number; height?: number };
export type KernelEdge = {
  id: string;
  sources: string[];
  targets: string[];
  layoutOptions?: Record<string, string>;
  sections?: { startPoint: { x: number; y: number }; endPoint: { x: number; y: number }; bendPoints?: { x: number; y: number }[] }[];
};
export type KernelNode = KernelShape & {
  id: string;
  labels?: (KernelShape & { id: string; text: string })[];
  children?: KernelNode[];
  edges?: KernelEdge[];
  layoutOptions?: Record<string, string>;
};
