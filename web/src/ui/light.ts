// Colours of the light of a time limit: ● in time, ▲ due today or tomorrow, ◆ late, ‖ paused.

export type LightColour = 'green' | 'yellow' | 'red' | 'grey'
