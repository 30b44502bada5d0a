import { basename } from 'node:path'
import type { Inspection } from '#shared/contract/imports.ts'
import type { Interaction } from '#shared/contract/timeline.ts'
import type { Incoming, Party } from '../connectors/connector.ts'
import { recognise } from '../connectors/formats.ts'
import { previewFile } from './settings.ts'
import type { IngestTask } from './task.ts'

const SAMPLE = 5
/** More files than this are recognised but not looked into. */
const PREVIEWS = 50

/** Recognises every path and looks into the first ones, by the same code as the import. Takes nothing in. */
export async function inspect(
  { paths, mapping, reading }: Extract<IngestTask, { task: 'inspect' }>,
  signal: AbortSignal,
): Promise<Inspection[]> {
  const files: Inspection[] = []
  for await (const { path, size, kind, problem } of recognise(paths, signal)) {
    const known = { path, name: basename(path), size: size(), sample: [], ownGuess: [], participants: [] }
    if (!kind) files.push({ ...known, problem })
    else if (files.length >= PREVIEWS) files.push({ ...known, kind })
    else {
      const { preview } = await previewFile(path, kind, reading, mapping, signal)
      const [first] = preview.items.length === 0 ? preview.problems : []
      files.push({
        ...known,
        kind,
        sample: preview.items.slice(0, SAMPLE).map(sampleView),
        ownGuess: preview.ownGuess,
        participants: preview.participants,
        ...(first && { problem: first }),
        ...(preview.contacts && { contacts: preview.contacts }),
        ...(preview.mapping && { mapping: preview.mapping }),
        ...(preview.table && { table: preview.table }),
      })
    }
  }
  return files
}

/** An interaction as the timeline shows it, before it is in the store. */
function sampleView(item: Incoming, index: number): Interaction {
  const party = ({ kind, address, name, own }: Party) => ({ kind, address, own: own === true, ...(name && { name }) })
  return {
    id: index,
    channel: item.channel,
    direction: item.direction,
    occurredAt: item.occurredAt,
    from: party(item.from),
    to: item.to.map(party),
    cc: (item.cc ?? []).map(party),
    text: item.text.slice(0, 400),
    cut: item.text.length > 400,
    hasHtml: false,
    marks: item.marks ?? [],
    attachments: (item.attachments ?? []).map(({ name, type, size, content, contentId }, position) => ({
      position,
      name,
      type,
      size,
      held: content !== undefined,
      inline: contentId !== undefined,
    })),
    source: { connector: '', ...(item.file !== undefined && { file: item.file }), ...(item.line !== undefined && { line: item.line }) },
    ...(item.endedAt !== undefined && { endedAt: item.endedAt }),
    ...(item.subject !== undefined && { subject: item.subject }),
    ...(item.call && { call: item.call }),
  }
}
