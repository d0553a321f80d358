// The desk that answers citizens and the public with pages. Every page works without script; every route says who may
// ask it. Called by the composition root.

import { join } from 'node:path'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { MAX_PIECE_BYTES } from '#platform/blobs/upload.ts'
import { type Http, setProblemPage } from '#platform/http/server.ts'
import { registerApply } from './apply/apply.ts'
import { registerDraftApi } from './apply/draft-routes.ts'
import { registerElsewhere } from './apply/elsewhere.ts'
import { registerFiles } from './apply/file.ts'
import { FORM_LIMITS, readPost } from './apply/post.ts'
import { registerAssets } from './assets.ts'
import { type Hall, PUBLIC } from './hall.ts'
import { registerKiosk } from './kiosk/kiosk.ts'
import { registerAccount } from './matter/account.ts'
import { registerCertificates } from './matter/certificate.ts'
import { registerInbox } from './matter/inbox.ts'
import { registerMatters } from './matter/matter.ts'
import { registerOwnData } from './matter/own-data.ts'
import { registerProjects } from './matter/project.ts'
import { registerReceipts } from './matter/receipt.ts'
import { registerSupplements } from './matter/supplement.ts'
import { registerTasks } from './matter/task.ts'
import { registerCheck } from './open/check.ts'
import { registerFront } from './open/front.ts'
import { registerGuidePages } from './open/guides.ts'
import { registerInvitation } from './open/invitation.ts'
import { registerLookup } from './open/lookup.ts'
import { registerNotices } from './open/notice.ts'
import { registerPlacePages } from './open/places.ts'
import { registerOpenRating } from './open/rate.ts'
import { registerReceiptCheck } from './open/receipt-check.ts'
import { registerRecord } from './open/record.ts'
import { registerRegisterLists } from './open/register-lists.ts'
import { registerStatistics } from './open/statistics.ts'
import { sendHtml, show } from './page.ts'
import { problemPage, signInPage } from './problem-page.ts'
import { registerProof } from './proof/proof.ts'
import { type HeldDraws, type HeldSeasons, openPublished } from './proof/published.ts'
import { registerWorker } from './worker.ts'

export interface HallOptions extends Hall {
  /** Folder of what the browser loads. */
  readonly clientFolder: string
  /** Folder of published draws and seats. */
  readonly published: string
  /** Draws held on the platform. */
  readonly held: HeldDraws
  /** Seasons whose seats were given on the platform. */
  readonly given: HeldSeasons
}

/** Registers every page, the files they load, and the page of problems. */
export async function registerHall(
  app: Http,
  { clientFolder, published, held, given, ...hall }: HallOptions,
): Promise<void> {
  setProblemPage(app, (_request, problem, reply) => problemPage(hall, reply, problem))
  await registerAssets(app, clientFolder)
  registerSignIn(app, hall)
  registerConsole(app, hall, join(clientFolder, 'desk-worker.js'))
  registerKiosk(app, hall, join(clientFolder, 'kiosk-worker.js'))
  registerFront(app, hall)
  registerRegisterLists(app, hall)
  registerGuidePages(app, hall)
  registerPlacePages(app, hall)
  registerCertificates(app, hall)
  registerCheck(app, hall, join(clientFolder, 'verify-worker.js'))
  registerReceiptCheck(app, hall)
  registerReceipts(app, hall)
  registerNotices(app, hall)
  registerRecord(app, hall)
  registerLookup(app, hall)
  registerOpenRating(app, hall)
  registerStatistics(app, hall)
  registerInvitation(app, hall)
  registerProof(app, hall, openPublished(published, held, given))
  registerDraftApi(app, hall)
  registerFiles(app, hall)
  // Bodies with files and bytes are read here and nowhere else.
  await app.register(async (plain) => {
    const scope = plain as Http
    await scope.register(multipart, { limits: FORM_LIMITS })
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: MAX_PIECE_BYTES },
      (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body),
    )
    registerApply(scope, hall)
    registerElsewhere(scope, hall)
    registerMatters(scope, hall)
    registerAccount(scope, hall)
    registerOwnData(scope, hall)
    registerInbox(scope, hall)
    registerSupplements(scope, hall)
    registerProjects(scope, hall)
    registerTasks(scope, hall)
  })
}

/** The ways to sign in. Where several providers are, each is led to from here; the provider's own pages follow. */
function registerSignIn(app: Http, hall: Hall): void {
  app.get('/sign-in/choose', PUBLIC, async (request, reply) => {
    const { next } = request.query as { readonly next?: unknown }
    return show(hall, reply, 'sign-in', signInPage(hall, typeof next === 'string' ? next : '/my', null))
  })
  for (const { address } of hall.providers) {
    app.post(address, PUBLIC, async (request, reply) => {
      const post = await readPost(request)
      const next = 'problem' in post ? '/my' : (post.texts.next ?? '/my')
      return reply.redirect(`${address}?${new URLSearchParams({ next })}`, 303)
    })
  }
}

/** Officers' pages live in the browser: every address under /console gets the same document. */
function registerConsole(app: Http, hall: Hall, workerFile: string): void {
  registerWorker(app, '/desk-worker.js', workerFile)
  for (const url of ['/console', '/console/*']) {
    app.get(url, PUBLIC, (_request, reply) => sendHtml(reply, hall.web.renderConsole()))
  }
  // Browsers ask for it unasked; pages carry their icon themselves.
  app.get('/favicon.ico', PUBLIC, (_request, reply) => reply.header('cache-control', 'max-age=86400').code(204).send())
  for (const [from, to] of Object.entries(STAFF_ADDRESSES)) {
    app.get(from, PUBLIC, (request, reply) => reply.redirect(to + (/\?.*$/.exec(request.url)?.[0] ?? ''), 303))
  }
}

/** Where the identity desk sends officers who use no script. */
const STAFF_ADDRESSES = {
  '/staff': '/console',
  '/staff/sign-in': '/console/sign-in',
  '/staff/sign-in/code': '/console/sign-in',
  '/staff/password': '/console/sign-in',
} as const
