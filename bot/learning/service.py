"""Everything about learners behind one name: a method for each command, each giving a card or raising Refused."""

from bot.card import Card
from bot.learning.on_phases import OnPhases
from bot.learning.on_plans import OnPlans
from bot.learning.on_reminders import OnReminders
from bot.learning.on_roadmaps import OnRoadmaps
from bot.learning.on_starting import OnStarting


class Learning(OnStarting, OnPhases, OnPlans, OnReminders, OnRoadmaps):
    """The learners' service. Every method is quick and may be called from any thread."""

    def dismiss(self) -> Card:
        """Answer "not now" and "stay": nothing was changed."""
        return Card.of("Nothing was changed.")
