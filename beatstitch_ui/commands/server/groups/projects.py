"""`beatstitch project`: projects on a running BeatStitch."""

from pathlib import Path
from typing import Annotated

import typer

from beatstitch_ui.commands.server import texts
from beatstitch_ui.commands.server.connecting import Changes, Json, ProjectId, connected, server_group
from beatstitch_ui.commands.server.printing import moment, tell, tell_all, tell_machine, tell_one

projects = server_group("project")
Name = Annotated[str, typer.Argument(metavar="NAME", help=texts.HELP["project_name"])]
Description = Annotated[str | None, typer.Option(help=texts.HELP["description"])]
Out = Annotated[Path | None, typer.Option(dir_okay=False, help=texts.HELP["out"])]
LISTED = {
    "id": lambda one: one["id"],
    "name": lambda one: one["name"],
    "status": lambda one: one["status"],
    "pictures": lambda one: one["media_count"],
    "changed": lambda one: moment(one["updated_at"]),
}
FACTS = LISTED | {
    "about": lambda one: one["description"],
    "message": lambda one: one["status_message"],
    "song": lambda one: one["has_audio"],
    "edit": lambda one: one["has_timeline"],
    "created": lambda one: moment(one["created_at"]),
}
JOBS = {
    "id": lambda one: one["id"],
    "kind": lambda one: one["kind"],
    "status": lambda one: one["status"],
    "progress": lambda one: f"{one['progress_percent']} %",
    "problem": lambda one: one["error_message"],
}


@projects.command("list", help=texts.HELP["project_list"])
def list_of(context: typer.Context, json: Json = False) -> None:
    tell_all(connected(context).list("/projects"), LISTED, machine=json)


@projects.command(help=texts.HELP["project_create"])
def create(context: typer.Context, name: Name, description: Description = None, json: Json = False) -> None:
    made = connected(context).ask("POST", "/projects", {"name": name, "description": description})
    tell(made, made["id"], machine=json)


@projects.command(help=texts.HELP["project_show"])
def show(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_one(connected(context).ask("GET", f"/projects/{project}"), FACTS, machine=json)


@projects.command(help=texts.HELP["project_rename"])
def rename(
    context: typer.Context,
    project: ProjectId,
    name: Name,
    description: Description = None,
    json: Json = False,
) -> None:
    request = {"name": name} | ({} if description is None else {"description": description})
    tell_one(connected(context).ask("PATCH", f"/projects/{project}", request), FACTS, machine=json)


@projects.command(help=texts.HELP["project_settings"])
def settings(context: typer.Context, project: ProjectId, changes: Changes = None, json: Json = False) -> None:
    from beatstitch_ui.commands.server.values import settings_of

    request, server = settings_of(changes or ()), connected(context)
    if request:
        found = server.ask("PATCH", f"/projects/{project}/settings", request)
    else:
        found = server.ask("GET", f"/projects/{project}")
    told = found["settings"]
    tell_one(told, {name: lambda one, name=name: one[name] for name in told}, machine=json)


@projects.command(help=texts.HELP["project_duplicate"])
def duplicate(
    context: typer.Context,
    project: ProjectId,
    name: Annotated[str | None, typer.Option(help=texts.HELP["project_name"])] = None,
    json: Json = False,
) -> None:
    made = connected(context).ask("POST", f"/projects/{project}/duplicate", {"name": name})
    tell(made, made["id"], machine=json)


@projects.command(help=texts.HELP["project_delete"])
def delete(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    connected(context).ask("DELETE", f"/projects/{project}")
    tell({"id": project}, texts.DELETED.format(id=project), machine=json)


@projects.command(help=texts.HELP["project_restore"])
def restore(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_one(connected(context).ask("POST", f"/projects/{project}/restore"), FACTS, machine=json)


@projects.command(help=texts.HELP["project_jobs"])
def jobs(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_all(connected(context).list(f"/projects/{project}/jobs"), JOBS, machine=json)


@projects.command(help=texts.HELP["project_archive"])
def archive(context: typer.Context, project: ProjectId, out: Out = None, json: Json = False) -> None:
    path = connected(context).download(f"/projects/{project}/exports/archive", out)
    tell({"out": str(path)}, str(path), machine=json)


@projects.command("import", help=texts.HELP["project_import"])
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=texts.HELP["project_import"])],
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.report import reporter
    from beatstitch_ui.commands.server.sending import send, size_of

    server = connected(context)
    with reporter(machine=False) as news:
        made = send(server, "/archives", file, lambda sent: news.step("sending", sent, size_of(file)))
        for sentence in () if json else made["left_out"]:
            news.warn(sentence)
    if json:
        tell_machine(made)
    else:
        tell(made, made["id"], machine=False)
