"""What is kept: answers, feedback, settings of channels, learners. The one home of sqlalchemy and alembic."""
