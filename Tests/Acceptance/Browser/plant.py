"""A plant to look at: stops, scrap, setup, unknown time, findings, declared sales and jobs."""

import datetime
import json
import pathlib
import time

from daemon import Daemon
from mask_line import TOPICS, Simulator, replace_once, write_plant
from processes import Broker, wait_until

from . import sensors

HONG_KONG = datetime.timezone(datetime.timedelta(hours=8))
SHIFT = datetime.timedelta(hours=8)
PAST = datetime.timedelta(hours=6)
# Cycles are so many times longer than in the example: fewer messages for the same picture.
SCALE = 5
MACHINES = ("body", "ear-loop-a", "ear-loop-b", "packer")
# A project of the line whose reports are overdue: the daemon raises flags by itself.
PROJECT = """\
version: 1
project: { id: masks, title: { en: Mask project, zh-Hant: 口罩項目 }, scheme: RFS }
enterprise: { name: { en: Example PPE, zh-Hant: 示例防護 }, company_number: "1" }
agreement:
  { applied: 2021-09-01, signed: 2022-02-15, start: 2024-03-01, end: 2025-02-28,
    completed: 2025-02-28, baseline_headcount: 12 }
approved: { cost: 6000000, funding: 2000000 }
lines:
  mask-1: { name: { en: Mask line 1, zh-Hant: 口罩一號線 }, operation_start: 2025-03-01 }
"""
# Seconds without a broker.
OUTAGE = 3
# Seconds after which a page is made anew, and a bit.
PAGE_AGE = 3


def now() -> datetime.datetime:
    """The present second, on the plant's clocks."""
    return datetime.datetime.now(HONG_KONG).replace(microsecond=0)


class Workshop:
    """A broker, a daemon and a simulated line, in a folder of their own."""

    def __init__(self, programs: pathlib.Path, folder: pathlib.Path) -> None:
        self.broker = Broker(folder)
        plant = folder / "plant.yaml"
        write_plant(plant, self.broker.port, SCALE)
        work_all_the_time(plant)
        sensors.add_work_unit(plant)
        (folder / "projects").mkdir()
        (folder / "projects" / "masks.yaml").write_text(PROJECT, encoding="utf-8")
        self.daemon = Daemon(programs / "lineside", plant, folder, *declared(folder))
        self.simulator = Simulator(programs / "lineside-simulate", self.broker.port, folder)
        self.origin = f"http://127.0.0.1:{self.daemon.port}"

    def open(self) -> None:
        """Lives through the hours before now; returns once the pages show them."""
        self.broker.start()
        self.daemon.begin(self.broker, TOPICS + sensors.TOPICS)
        options = ("--scale-cycle", SCALE, "--seed", 7)
        self.simulator.start("--start", "-6h", "--duration", "3h", "--speed", "max", *options)
        self.simulator.truth(timeout=60)
        sensors.speak(self.broker, int(now().timestamp() * 1000))
        # Nobody speaks for twenty minutes, and the counters begin anew.
        self.simulator.start("--start", "-160m", "--catch-up", *options)
        wait_until(self.is_live, timeout=60)
        self.wait_until_stored()
        self.broker.kill()
        time.sleep(OUTAGE)
        self.broker.start()
        self.daemon.wait_until_ready()
        wait_until(self.is_live, timeout=60)
        self.wait_until_stored()

    def wait_until_stored(self) -> None:
        """Returns once the pages show what has been received by now."""
        self.daemon.wait_until_stored()
        time.sleep(PAGE_AGE)

    def is_live(self) -> bool:
        """Whether every machine has spoken in the last seconds: each does every ten."""
        moment = now() - datetime.timedelta(seconds=11)
        status, text = self.daemon.get("/api/v1/lines")
        units = json.loads(text)["lines"][0]["units"] if status == 200 else []
        heard = {it["unit"].split("/")[1]: it["last_message"] for it in units}
        times = [heard.get(machine) or "1970-01-01T00:00Z" for machine in MACHINES]
        return all(datetime.datetime.fromisoformat(it) > moment for it in times)

    def close(self) -> None:
        """Ends all of it."""
        self.simulator.close()
        self.daemon.close()
        self.broker.close()


def work_all_the_time(plant: pathlib.Path) -> None:
    """Puts the present into a shift of eight hours, whatever time it is."""
    begin = (now() - PAST).replace(minute=0)
    end = begin + SHIFT
    text = plant.read_text(encoding="utf-8")
    shifts = [line for line in text.splitlines() if "- { name: " in line and "days:" in line]
    pause = begin + datetime.timedelta(hours=2)
    only = (
        f'      - {{ name: day, days: mon-sun, from: "{begin:%H:%M}", to: "{clock(end)}",'
        f' breaks: ["{pause:%H:%M}-{pause:%H:}30"] }}'
    )
    plant.write_text(replace_once(text, "\n".join(shifts), only), encoding="utf-8")


def clock(moment: datetime.datetime) -> str:
    """A time of day at which a shift ends."""
    return f"{moment:%H:%M}" if moment.hour else "24:00"


def declared(folder: pathlib.Path) -> list[object]:
    """Sales and jobs of this month, and the options that give them to the daemon."""
    today = now().date()
    first = today.replace(day=1)
    sales, jobs = folder / "sales.csv", folder / "jobs.csv"
    sales.write_text(
        "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,"
        f"turnover_hkd\nmask-l1,{first},{today},0,5000,1200,40,4600.00\n",
        encoding="utf-8",
    )
    jobs.write_text(
        "job_id,type,from,to,fte,it_post\n"
        "j-001,engineer,2026-01-05,,1,yes\nj-002,technician,2026-01-05,,0.5,no\n",
        encoding="utf-8",
    )
    period = ["--period-from", first, "--period-to", first + datetime.timedelta(days=364)]
    return [*period, "--sales", sales, "--jobs", jobs]
