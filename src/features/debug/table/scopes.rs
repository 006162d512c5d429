//! The scopes of methods the console has no request for: those of later gateways, which it only offers
//! in Debug. A method whose scope depends on what is asked stands with the weakest.

use crate::protocol::method::Scope;

/// The scope of such a method.
#[must_use]
pub fn of(method: &str) -> Option<Scope> {
    let has = |names: &str| names.split_ascii_whitespace().any(|name| name == method);
    [
        (READ, Scope::Read),
        (WRITE, Scope::Write),
        (ADMIN, Scope::Admin),
        (APPROVALS, Scope::Approvals),
        (PAIRING, Scope::Pairing),
        (QUESTIONS, Scope::Questions),
        (TALK, Scope::Talk),
        (NODE, Scope::Node),
    ]
    .into_iter()
    .find(|(names, _)| has(names))
    .map(|(_, scope)| scope)
}

const READ: &str = "\
    agents.workspace.get agents.workspace.list artifacts.download artifacts.get artifacts.list \
    assistant.media.get audit.activity.list audit.list audit.run.inspect board.data.read \
    board.get board.prompt.authorize board.widget.appView canvas.document.preview \
    canvas.document.view chat.metadata computer.status config.schema.lookup \
    controlUi.githubDetail controlUi.githubPreview controlUi.linkPreview \
    controlUi.sessionPreview controlUi.sessionPullRequests.checks \
    controlUi.sessionPullRequests.subscribe cron.get device.scopes.requestUpgrade \
    device.scopes.waitUpgrade diagnostics.lanes diagnostics.stability doctor.memory.dreamDiary \
    doctor.memory.status environments.session.status environments.status gateway.identity.get \
    gateway.restart.preflight gateway.suspend.status hooks.status mcp.app.listResourceTemplates \
    mcp.app.listResources mcp.app.listTools mcp.app.readResource mcp.app.view memory.search \
    mentions.dismiss mentions.list models.authStatus plugin.surface.refresh \
    plugins.catalog.browse plugins.catalog.categories plugins.catalog.get plugins.controlUi.list \
    plugins.controlUi.report plugins.inspect plugins.list plugins.search plugins.skills.read \
    plugins.uiDescriptors portal.list progressCard.get projects.list projects.searchRemote \
    session.discussion.info session.members.list \
    session.members.listEvidence session.suggestions.list sessions.branches.list \
    sessions.catalog.list sessions.catalog.read sessions.companion.ask sessions.companion.state \
    sessions.describe sessions.diff sessions.files.get sessions.files.list sessions.get \
    sessions.github.options sessions.github.status sessions.groups.list \
    sessions.observer.visibility sessions.search sessions.setInvolvement sessions.viewers.set \
    skills.curator.status skills.detail skills.library.list skills.library.read \
    skills.proposals.events.list skills.proposals.historyStatus skills.proposals.inspect \
    skills.proposals.list skills.search skills.securityVerdicts skills.skillCard \
    skills.workshop.read system.info talk.catalog taskSuggestions.list tasks.get tasks.history \
    tasks.list themes.get themes.list tools.catalog tools.effective tools.github.status \
    transcripts.export transcripts.get transcripts.list transcripts.status tts.personas \
    users.github.authorize.cancel users.github.authorize.poll users.github.authorize.start \
    users.github.disconnect users.github.status users.list users.listAuthLinks \
    users.listModelAccounts users.mentionable users.prefs.get users.self voicewake.routing.get \
    webSearch.status worktrees.list";

const WRITE: &str = "\
    board.action board.event board.update board.widget.put channels.pairing.approve \
    chat.toolTitles computer.invoke doctor.memory.backfillDreamDiary \
    doctor.memory.dedupeDreamDiary doctor.memory.repairDreamingArtifacts \
    doctor.memory.resetDreamDiary doctor.memory.resetGroundedShortTerm environments.list \
    fs.listDir mcp.app.callTool mcp.app.updateModelContext message.action node.pending.enqueue \
    plugins.sessionAction portal.close portal.open progressCard.put progressCard.refresh \
    projects.add push.test \
    session.discussion.open session.members.add \
    session.members.remove session.publicShare.set session.suggestions.add \
    session.suggestions.resolve session.typing session.visibility.set sessions.abort \
    sessions.activitySummary.ensure sessions.assignOwner sessions.catalog.archive \
    sessions.catalog.continue sessions.companion.reset sessions.dispatch sessions.fork \
    sessions.github.confirm sessions.github.publish sessions.goal.clear sessions.goal.update \
    sessions.groups.defaults sessions.groups.delete sessions.groups.put sessions.groups.rename \
    sessions.groups.update sessions.move sessions.patchMany sessions.providerReview.continue \
    sessions.reclaim sessions.recover sessions.send sessions.steer sessions.title.prepare \
    skills.library.activate skills.library.import skills.library.mutate skills.library.save \
    skills.library.upload talk.config taskSuggestions.create taskSuggestions.dismiss \
    tasks.cancel tasks.dismiss tasks.retry themes.import themes.set tools.invoke \
    transcripts.summarize tts.setPersona tts.speak ui.command users.authConnect.answer \
    users.authConnect.cancel users.authConnect.catalog users.authConnect.start \
    users.authConnect.status users.prefs.set users.selectModelAccount users.setAvatar \
    users.setDisplayName users.unlinkAuthProfile worktrees.branches worktrees.create";

const ADMIN: &str = "\
    agents.create agents.delete agents.update attach.grant attach.revoke claws.monitors \
    claws.packages.remove config.openFile conversations.list conversations.send \
    conversations.turn conversations.turn.cancel cron.scratch.get cron.scratch.set \
    desktop.launch desktop.observe desktop.release device.pair.setupCode device.pair.setupStatus \
    diagnostics.cpuProfile diagnostics.heapProfile environments.create environments.destroy \
    environments.prepare environments.session.create environments.session.destroy \
    environments.session.exec gateway.restart.request gateway.suspend.handoff \
    gateway.suspend.prepare gateway.suspend.resume mcp.authLogin migrations.memory.apply \
    migrations.memory.plan models.authLogin models.authLogout models.authOrderSet \
    models.authRefresh models.authSetApiKey models.probe nativeHook.invoke openclaw.changes.list \
    openclaw.chat openclaw.chat.history openclaw.setup.activate openclaw.setup.activate.start \
    openclaw.setup.auth.start openclaw.setup.detect openclaw.setup.prepare.start \
    openclaw.setup.verify plugins.controlUi.reload plugins.controlUi.status \
    plugins.credentials.inspect plugins.install plugins.refresh plugins.reload \
    plugins.setEnabled plugins.uninstall projects.register projects.remove secrets.reload \
    secrets.resolve secrets.store.delete secrets.store.list secrets.store.set \
    sessions.branches.switch sessions.catalog.startTerminal sessions.cleanup \
    sessions.files.reveal sessions.files.set sessions.pluginPatch sessions.rewind \
    sessions.storage.run sessions.storage.status skills.curator.pin skills.curator.restore \
    skills.curator.unpin skills.proposals.apply skills.proposals.create \
    skills.proposals.evaluate skills.proposals.historyScan skills.proposals.quarantine \
    skills.proposals.reject skills.proposals.requestRevision skills.proposals.revise \
    skills.proposals.update skills.upload.begin skills.upload.chunk skills.upload.commit \
    taskSuggestions.accept terminal.attach terminal.close terminal.input terminal.list \
    terminal.open terminal.resize terminal.upload tools.github.authorize.cancel \
    tools.github.authorize.poll tools.github.authorize.start tools.github.configure update.hold \
    update.report update.runs.get update.runs.list users.linkAuthProfile \
    users.linkChannelIdentity users.linkEmail users.listChannelIdentities users.setRole \
    users.unlinkChannelIdentity webSearch.test worker.desktop.launch worker.desktop.observe \
    worktrees.gc worktrees.remove worktrees.restore";

const APPROVALS: &str = "\
    approval.get approval.history approval.resolve board.widget.grant exec.approval.get \
    exec.approval.grants.list exec.approval.grants.revoke exec.approval.waitDecision \
    openclaw.approval.list plugin.approval.request plugin.approval.waitDecision";

const PAIRING: &str = "\
    channels.pairing.dismiss channels.pairing.list device.pair.rename node.pair.remove";

const QUESTIONS: &str = "\
    question.get question.list question.request question.resolve question.waitAnswer";

const TALK: &str = "\
    talk.client.close talk.client.create talk.client.steer talk.client.toolCall \
    talk.client.transcript talk.session.acknowledgeMark talk.session.appendAudio \
    talk.session.cancelOutput talk.session.close talk.session.create talk.session.steer \
    talk.session.submitToolResult talk.speak talk.voice.complete talk.voice.get talk.voice.set";

const NODE: &str = "\
    node.invoke.progress node.pending.ack node.pending.drain node.pending.pull \
    node.pluginSurface.refresh node.pluginTools.update node.runnerInventory.update \
    node.skills.update";
